package org.countinghouse.desktop.dashboard;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.chart.ChartData;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.control.Hyperlink;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.inbox.InboxViewModel;
import org.countinghouse.insight.IngestReading;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Usage as it comes in: events of today, how fast they come, when the last came, and what was not taken. */
final class IngestTile {
    private final DashboardTexts texts;
    private final Navigator navigator;
    private final DashboardTile tile;
    private final IngestViewModel model;
    private final Tile curve;
    private final Region place;
    private final Hyperlink inbox = new Hyperlink();

    IngestTile(DashboardTexts texts, Navigator navigator, DashboardTile tile, Tile curve, IngestViewModel model) {
        this.texts = texts;
        this.navigator = navigator;
        this.tile = tile;
        this.model = model;
        this.curve = curve;
        this.place = Tiles.curvePlace(curve);
        inbox.setId("tile-ingest-inbox");
        inbox.getStyleClass().add("tile-link");
        inbox.setOnAction(_ -> navigator.go(InboxViewModel.SCREEN));
        // The tile itself opens another list.
        inbox.addEventHandler(MouseEvent.MOUSE_CLICKED, MouseEvent::consume);
        tile.opens(this::openImports);
        model.figures().addListener((_, _, figures) -> show(figures));
        model.broken().addListener((_, _, _) -> show(model.figures().get()));
        show(model.figures().get());
    }

    private void openImports() {
        navigator.go(Location.of("import", "since", model.today().toString()));
    }

    private void show(@Nullable IngestFigures figures) {
        if (figures == null) {
            tile.figure("–", texts.get("ingest.waiting"), null);
            return;
        }
        IngestReading reading = figures.reading();
        inbox.setText(texts.get("ingest.inbox", texts.count(reading.waiting())));
        inbox.setVisited(false);
        tile.figure(texts.count(reading.today()), words(figures), pill(figures));
        if (reading.waiting() > 0) {
            tile.more(inbox);
        }
        tile.drawing(place);
        String asOf =
                texts.get("foot", texts.get("ingest.today"), texts.formats().second(figures.asOf()));
        tile.foot(model.broken().get() ? texts.get("ingest.stale", asOf) : asOf);
        curve.setChartData(figures.curve().stream().map(ChartData::new).toList());
    }

    private String words(IngestFigures figures) {
        String speed = texts.get("ingest.speed", rate(figures.perSecond()));
        boolean wholeMinute = !figures.since()
                .isAfter(figures.asOf().minus(Duration.ofMinutes(1)).plusSeconds(2));
        String recent = wholeMinute
                ? texts.get("ingest.minute", texts.count(figures.recent()))
                : texts.get(
                        "ingest.since",
                        texts.count(figures.recent()),
                        texts.formats().second(figures.since()));
        return speed + "  ·  " + recent + "\n" + age(figures.last(), figures.asOf());
    }

    private String rate(double perSecond) {
        var exact = BigDecimal.valueOf(perSecond);
        return texts.formats()
                .number(exact.setScale(perSecond < 10 ? 1 : 0, RoundingMode.HALF_UP)
                        .stripTrailingZeros());
    }

    private String age(@Nullable Instant last, Instant now) {
        if (last == null) {
            return texts.get("ingest.never");
        }
        Duration age = Duration.between(last, now);
        if (age.toSeconds() < 2) {
            return texts.get("ingest.now");
        }
        if (age.toMinutes() < 2) {
            return texts.get("ingest.seconds", texts.count(age.toSeconds()));
        }
        return age.toHours() < 2
                ? texts.get("ingest.minutes", texts.count(age.toMinutes()))
                : texts.get("ingest.last", texts.formats().instant(last));
    }

    private Status pill(IngestFigures figures) {
        long rejected = figures.reading().rejectedToday();
        if (rejected > 0) {
            return new Status(Tone.WARNING, Feather.ALERT_CIRCLE, texts.get("imports.rejected", texts.count(rejected)));
        }
        return figures.perSecond() > 0
                ? new Status(Tone.SUCCESS, Feather.ACTIVITY, texts.get("ingest.live"))
                : new Status(Tone.NEUTRAL, Feather.PAUSE, texts.get("ingest.quiet"));
    }
}
