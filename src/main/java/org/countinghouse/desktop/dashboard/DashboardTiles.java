package org.countinghouse.desktop.dashboard;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.chart.ChartData;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.countinghouse.billing.UnbilledUsage;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.insight.DashboardSnapshot;
import org.countinghouse.insight.InvoiceSum;
import org.kordamp.ikonli.feather.Feather;

/** The tiles of the dashboard: built once, filled with each new set of figures. */
final class DashboardTiles {
    private final DashboardTexts texts;
    private final Navigator navigator;
    private final DashboardTile revenue;
    private final DashboardTile review;
    private final DashboardTile unbilled;
    private final DashboardTile receivable;
    private final DashboardTile overdue;
    private final DashboardTile usage;
    private final DashboardTile customers;
    private final DashboardTile plans;
    private final DashboardTile imports;
    private final Tile revenueCurve;
    private final Tile usageCurve;
    private final Tile ingestCurve;
    private final Tile planRing;
    private final Region revenuePlace;
    private final Region usagePlace;
    private final PlanShares planShares;
    private final CustomerBoard board;
    private final ImportHealth health;

    DashboardTiles(
            DashboardTexts texts, Navigator navigator, HouseColours colours, TileGrid grid, IngestViewModel ingest) {
        this.texts = texts;
        this.navigator = navigator;
        var drawings = new Tiles(colours);
        revenueCurve = curve(drawings);
        usageCurve = curve(drawings);
        ingestCurve = curve(drawings);
        planRing = drawings.drawing(Tile.SkinType.DONUT_CHART);
        revenuePlace = Tiles.curvePlace(revenueCurve);
        usagePlace = Tiles.curvePlace(usageCurve);
        planShares = new PlanShares(planRing, drawings, texts);
        board = new CustomerBoard(texts);
        health = new ImportHealth(texts);
        revenue = add(grid, "revenue", Feather.TRENDING_UP, 2);
        review = add(grid, "review", Feather.EYE, 1);
        unbilled = add(grid, "unbilled", Feather.FILE_PLUS, 1);
        usage = add(grid, "usage", Feather.ACTIVITY, 1);
        new IngestTile(texts, navigator, add(grid, "ingest", Feather.LOG_IN, 1), ingestCurve, ingest);
        receivable = add(grid, "receivable", Feather.SEND, 1);
        overdue = add(grid, "overdue", Feather.CLOCK, 1);
        customers = add(grid, "customers", Feather.AWARD, 2);
        plans = add(grid, "plans", Feather.PIE_CHART, 1);
        imports = add(grid, "imports", Feather.UPLOAD_CLOUD, 1);
    }

    private DashboardTile add(TileGrid grid, String id, Feather icon, int columns) {
        var tile = new DashboardTile(id, icon, texts.get("tile." + id));
        grid.add(tile, columns);
        return tile;
    }

    private static Tile curve(Tiles drawings) {
        Tile tile = drawings.drawing(Tile.SkinType.SMOOTH_AREA_CHART);
        tile.setSmoothing(false);
        tile.setDataPointsVisible(false);
        tile.setChartType(Tile.ChartType.AREA);
        drawings.dress(tile, palette -> tile.setBarColor(palette.accent()));
        return tile;
    }

    void show(DashboardSnapshot snapshot, Instant asOf) {
        String foot = texts.foot(snapshot, asOf);
        showMoney(snapshot, foot, texts.footAll(asOf));
        showUnbilled(snapshot, foot);
        showUsage(snapshot, foot);
        customers.content(board.of(snapshot)).foot(foot).opens(() -> open(snapshot.revenue()));
        plans.content(planShares.of(snapshot.details().plans())).foot(foot).opens(() -> navigator.go("plans"));
        imports.content(health.of(snapshot.details().imports()))
                .foot(texts.footAll(asOf))
                .opens(() -> navigator.go("import"));
    }

    private void showMoney(DashboardSnapshot snapshot, String foot, String footAll) {
        var currency = snapshot.currency();
        revenue.figure(
                        texts.money(snapshot.revenue().in(currency)),
                        texts.invoices(snapshot.revenue(), currency) + "  ·  " + texts.before(snapshot),
                        texts.change(snapshot))
                .drawing(revenuePlace)
                .foot(foot + "  ·  " + texts.get("revenue.curve"))
                .opens(() -> open(snapshot.revenue()));
        // The curve shows shape only; the amounts beside it are exact.
        revenueCurve.setChartData(snapshot.details().history().stream()
                .map(month -> new ChartData(month.revenue().getAmount().doubleValue()))
                .toList());
        long revenueCount = snapshot.revenue().invoices();
        long problems = snapshot.withProblems().invoices();
        review.figure(
                        texts.money(snapshot.toReview().in(currency)),
                        texts.invoices(snapshot.toReview(), currency),
                        problems == 0
                                ? null
                                : new Status(
                                        Tone.WARNING,
                                        Feather.ALERT_TRIANGLE,
                                        texts.get("problems", texts.count(problems))))
                .drawing(
                        share("review.share", revenueCount - snapshot.toReview().invoices(), revenueCount))
                .foot(foot)
                .opens(() -> open(snapshot.toReview()));
        long unpaid = snapshot.receivable().invoices();
        long lateCount = snapshot.overdue().invoices();
        showSum(receivable, snapshot.receivable(), snapshot, null)
                .drawing(share("receivable.share", unpaid - lateCount, unpaid))
                .foot(footAll);
        Status late = snapshot.overdue().invoices() == 0
                ? new Status(Tone.SUCCESS, Feather.CHECK, texts.get("overdue.none"))
                : new Status(Tone.DANGER, Feather.ALERT_CIRCLE, texts.get("overdue.some"));
        showSum(overdue, snapshot.overdue(), snapshot, late)
                .drawing(share("overdue.share", lateCount, unpaid))
                .foot(footAll);
    }

    /** How far along, in words and as a bar. */
    private Node share(String key, long part, long whole) {
        return ShareBar.of(part, whole, texts.get(key, texts.count(part), texts.count(whole)));
    }

    private DashboardTile showSum(
            DashboardTile tile,
            InvoiceSum sum,
            DashboardSnapshot snapshot,
            @org.jspecify.annotations.Nullable Status pill) {
        return tile.figure(texts.money(sum.in(snapshot.currency())), texts.invoices(sum, snapshot.currency()), pill)
                .opens(() -> open(sum));
    }

    private void open(InvoiceSum sum) {
        navigator.go(InvoiceFilter.location(sum.filter()));
    }

    private void showUnbilled(DashboardSnapshot snapshot, String foot) {
        UnbilledUsage open = snapshot.unbilled();
        YearMonth month = snapshot.month();
        String words = open.subscriptions() == 0
                ? texts.get("unbilled.none", texts.count(open.subscriptionsInAll()))
                : texts.get("unbilled.some", texts.count(open.subscriptions()), texts.count(open.events()));
        int billed = open.subscriptionsInAll() - open.subscriptions();
        unbilled.figure(texts.count(open.subscriptions()), words, null)
                .drawing(share("unbilled.share", billed, open.subscriptionsInAll()))
                .foot(foot)
                .opens(() -> navigator.go(InvoiceFilter.billing(month)));
    }

    private void showUsage(DashboardSnapshot snapshot, String foot) {
        var curve = snapshot.details().usage();
        String words = curve.points().isEmpty()
                ? texts.get("usage.none")
                : texts.get(
                        curve.hourly() ? "usage.hourly" : "usage.daily",
                        texts.when(curve.points().getFirst().from(), curve.hourly()),
                        texts.when(curve.points().getLast().from(), curve.hourly()));
        usage.figure(texts.count(curve.events()), words, null)
                .drawing(usagePlace)
                .foot(foot)
                .opens(() -> navigator.go(
                        new Location("usage", Map.of("period", snapshot.month().toString()))));
        usageCurve.setChartData(points(curve.points()));
    }

    private static List<ChartData> points(List<DashboardSnapshot.UsageCurve.Point> points) {
        var data = new ArrayList<ChartData>();
        points.forEach(point -> data.add(new ChartData(point.events())));
        return data;
    }

    /** Nothing on the screen: no drawing goes on. */
    void rest() {
        for (Tile tile : List.of(revenueCurve, usageCurve, ingestCurve, planRing)) {
            tile.setRunning(false);
        }
    }
}
