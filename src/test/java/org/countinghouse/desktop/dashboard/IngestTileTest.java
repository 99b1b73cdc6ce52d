package org.countinghouse.desktop.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.ImportBatchList;
import org.countinghouse.insight.IngestWatch;
import org.countinghouse.metering.InboxGroup;
import org.countinghouse.metering.UsageDocument;
import org.countinghouse.metering.UsageIntake;
import org.junit.jupiter.api.Test;

/** The tile of incoming usage while a gateway stores events. */
class IngestTileTest {
    /** Runs from the morning of the books' day on. */
    private final Clock clock =
            Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), TestBooks.CLOCK.instant()));

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

    @Test
    void itShowsWhatAGatewayStoresAndEqualsTheListsItOpens() throws Exception {
        try (var books = TestBooks.open();
                var stage = ScreenStage.open(
                        "/fxml/dashboard.fxml",
                        context -> new DashboardView(ticking(context), DashboardServices.of(books.workspace())));
                var gateway = new UsageIntake(books.workspace().database(), clock)) {
            stage.until(() -> value(stage).equals(Integer.toString(TestBooks.EVENTS)));
            assertThat(detail(stage)).contains("0/s");
            stage.until(() -> stage.scene().lookup("#tile-ingest-inbox") == null);

            take(gateway, events(1, 25, "berlin"));
            take(gateway, events(26, 26, "nobody"));
            stage.until(() -> value(stage).equals(Integer.toString(TestBooks.EVENTS + 25)));
            stage.until(() -> stage.scene().lookup("#tile-ingest-inbox") instanceof Hyperlink link
                    && link.getText().equals("1 waits in the inbox"));
            stage.until(() -> texts(stage).contains("1 rejected"));
            stage.until(() -> detail(stage).matches("(?s).*25 since .*The last event came .*"));
            stage.picture("dashboard-ingest");
            equalsTheLists(books);

            stage.onFx(() -> tile(stage)
                    .fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false)));
            assertThat(stage.visited).last().isEqualTo(Location.of("import", "since", TODAY.toString()));
            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#tile-ingest-inbox")).fire());
            assertThat(stage.visited).last().isEqualTo(Location.of("inbox"));

            restsWhenLeft(stage, gateway);
            assertThat(stage.failures).isEmpty();
        }
    }

    private static void equalsTheLists(TestBooks books) {
        var database = books.workspace().database();
        var reading = new IngestWatch(database).read(TODAY);
        var list = ImportBatchList.of(database).totals(IngestWatch.importsOf(TODAY));
        assertThat(list.sums().get("accepted")).isEqualByComparingTo(Long.toString(reading.today()));
        assertThat(list.sums().get("rejected")).isEqualByComparingTo(Long.toString(reading.rejectedToday()));
        assertThat(books.workspace().usageInbox().groups().stream()
                        .mapToLong(InboxGroup::entries)
                        .sum())
                .isEqualTo(reading.waiting());
    }

    private void restsWhenLeft(ScreenStage stage, UsageIntake gateway) throws Exception {
        stage.onFx(() -> stage.screen().deactivate());
        String before = value(stage);
        take(gateway, events(30, 34, "paris"));
        Thread.sleep(2_500);
        assertThat(value(stage)).isEqualTo(before);
        stage.onFx(() -> stage.screen().activate());
        stage.until(() -> value(stage).equals(Integer.toString(TestBooks.EVENTS + 30)));
    }

    private void take(UsageIntake gateway, String events) {
        gateway.take(UsageDocument.read(events.getBytes(StandardCharsets.UTF_8), null, clock.instant()), null);
    }

    private static String events(int from, int to, String customer) {
        var events = new StringBuilder("[");
        for (int number = from; number <= to; number++) {
            events.append(number > from ? "," : "").append("""
                    {"id":"live-%d","customer":"%s","event":"calls","time":"2026-11-02T08:%02d:00Z","quantity":"1","properties":{"region":"eu"}}""".formatted(number, customer, number));
        }
        return events.append("]").toString();
    }

    private ScreenContext ticking(ScreenContext context) {
        return new ScreenContext(
                context.texts(),
                context.formats(),
                context.tasks(),
                context.navigator(),
                context.notices(),
                context.status(),
                context.preferences(),
                clock);
    }

    private static Node tile(ScreenStage stage) {
        return stage.scene().lookup("#tile-ingest");
    }

    private static String value(ScreenStage stage) {
        return stage.scene().lookup("#tile-ingest-value") instanceof Label label ? label.getText() : "";
    }

    private static String detail(ScreenStage stage) {
        return tile(stage).lookup(".tile-detail") instanceof Label label ? label.getText() : "";
    }

    private static java.util.List<String> texts(ScreenStage stage) {
        return tile(stage).lookupAll(".status-pill").stream()
                .map(node -> ((Labeled) node).getText())
                .toList();
    }
}
