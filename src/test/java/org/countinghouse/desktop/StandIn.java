package org.countinghouse.desktop;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.PaletteEntry;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.chart.TimeChart;
import org.countinghouse.desktop.common.chart.TimePoint;
import org.countinghouse.desktop.common.chart.TimeSeries;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.desktop.common.table.DataTable;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.desktop.settings.SettingsView;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.storage.list.Column;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.kordamp.ikonli.feather.Feather;

/** A session without a database, with one screen that shows every common part. */
public final class StandIn implements Session {
    public static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-03-14T12:00:00Z"));
    private static final String[] NAMES = {"Northwind Cloud", "Atelier Hugo", "Kessler & Söhne", "Blue Ridge AI", "Ota"
    };

    /** A row of the stand-in list. */
    public record Row(long id, String code, String name, int state, BigDecimal units, Money balance, LocalDate since) {}

    public final MemoryRows<Row> rows;

    public StandIn(long count) {
        rows = new MemoryRows<>(count, COLUMNS, StandIn::row, Row::id);
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("code", "code", Column.Kind.TEXT),
            new Column("name", "name", Column.Kind.TEXT),
            new Column("status", "status", Column.Kind.TEXT),
            new Column("units", "units", Column.Kind.NUMBER),
            new Column("balance", "balance", Column.Kind.MONEY),
            new Column("since", "since", Column.Kind.DATE));

    private static Row row(long index) {
        return new Row(
                index,
                "C-" + (10_000 + index),
                NAMES[(int) (index % NAMES.length)],
                (int) (index % 4),
                BigDecimal.valueOf((index * 7_919) % 1_000_000),
                Money.ofMinor(CurrencyUnit.USD, (index * 104_729) % 5_000_000),
                LocalDate.of(2024, 1, 1).plusDays(index % 700));
    }

    public static List<DataColumn<Row>> columns() {
        return List.of(
                DataColumn.code("code", "table.value.TEXT", 110, Row::code),
                DataColumn.text("name", "screen.customers", 240, Row::name),
                DataColumn.status("status", "group.look", 150, StandIn::status, row -> "" + row.state()),
                DataColumn.number("units", "screen.usage", 140, Row::units),
                DataColumn.money("balance", "screen.invoices", 160, Row::balance),
                DataColumn.date("since", "screen.plans", 140, Row::since));
    }

    private static Status status(Row row) {
        return switch (row.state()) {
            case 0 -> new Status(Tone.SUCCESS, Feather.CHECK, "Active");
            case 1 -> new Status(Tone.INFO, Feather.CLOCK, "Trial");
            case 2 -> new Status(Tone.WARNING, Feather.ALERT_CIRCLE, "Overdue");
            default -> new Status(Tone.NEUTRAL, Feather.PAUSE, "Paused");
        };
    }

    /** Controller of the stand-in list. */
    public static final class ListView implements Screen {
        public final TableModel<Row> model;
        private final ScreenContext context;

        @FXML
        public DataTable<Row> table;

        ListView(StandIn session, ScreenContext context) {
            this.context = context;
            model = new TableModel<>(session.rows, context.tasks(), context.clock());
        }

        @FXML
        void initialize() {
            table.show(context, "stand-in", model, columns());
        }

        @Override
        public void activate() {
            model.reload();
        }

        @Override
        public void deactivate() {}

        @Override
        public void refresh() {
            model.reload();
        }

        @Override
        public Optional<ListCommands> list() {
            return Optional.of(table);
        }

        @Override
        public List<Action> actions() {
            return List.of();
        }
    }

    /** Controller of the stand-in chart. */
    public static final class ChartView implements Screen {
        private final ScreenContext context;

        @FXML
        private TimeChart chart;

        ChartView(ScreenContext context) {
            this.context = context;
        }

        @FXML
        void initialize() {
            chart.show(List.of(series("tokens_in", 900), series("tokens_out", 400)), context.formats());
        }

        private static TimeSeries series(String name, double height) {
            var start = Instant.parse("2026-02-01T00:00:00Z");
            var points = new java.util.ArrayList<TimePoint>();
            for (int hour = 0; hour < 24 * 28; hour++) {
                double wave = 1.2 + Math.sin(hour * Math.PI / 12) + 0.4 * Math.sin(hour * Math.PI / 84);
                points.add(new TimePoint(start.plusSeconds(hour * 3600L), height * wave));
            }
            return new TimeSeries(name, points);
        }

        @Override
        public void activate() {}

        @Override
        public void deactivate() {}

        @Override
        public void refresh() {}
    }

    @Override
    public ConnectionInfo connection() {
        return new ConnectionInfo(
                ConnectionInfo.Kind.EMBEDDED,
                "127.0.0.1",
                54_320,
                "countinghouse",
                "ada",
                List.of("ch_finance", "ch_admin"),
                "3",
                "PostgreSQL 18.6");
    }

    @Override
    public List<ScreenDefinition> screens() {
        return List.of(
                ScreenDefinition.of(
                        "customers", Feather.USERS, "/fxml/stand-in-list.fxml", context -> new ListView(this, context)),
                ScreenDefinition.of("usage", Feather.ACTIVITY, "/fxml/stand-in-chart.fxml", ChartView::new),
                new ScreenDefinition(
                        "settings",
                        Feather.SETTINGS,
                        "/fxml/settings.fxml",
                        ScreenDefinition.Place.FOOT,
                        context -> new SettingsView(connection(), context, null)));
    }

    @Override
    public List<PaletteProvider> palette(ScreenContext context) {
        return List.of((query, limit) -> List.of(
                new PaletteEntry("group.screens", Feather.USER, "Customer for " + query, "C-10001", "", () -> {})));
    }

    @Override
    public void close() {}
}
