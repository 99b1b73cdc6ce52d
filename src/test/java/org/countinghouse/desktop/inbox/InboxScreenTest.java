package org.countinghouse.desktop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.InboxGroup;
import org.countinghouse.metering.InboxSelection;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.metering.UsageInbox;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxScreenTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-12-10T09:30:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    @Test
    void whatWaitsIsMappedReplayedAndDiscarded() throws Exception {
        try (var fixture = UsageFixture.empty()) {
            var inbox = new UsageInbox(fixture.database(), CLOCK);
            new UsageImport(fixture.database(), CLOCK).run(file(), ImportOptions.DEFAULT, Progress.NONE);
            try (var stage = open(fixture, inbox)) {
                stage.until(() -> groups(stage).size() == 4 && !text(stage).isEmpty());
                assertThat(groups(stage).getFirst().about()).isEqualTo("nobody");
                assertThat(text(stage)).contains("nobody");
                assertThat(label(stage, "#reason")).isEqualTo("Unknown customer");
                assertThat(label(stage, "#waiting")).isEqualTo("6 waiting");
                stage.picture("inbox");

                map(stage);
                discardTheUnreadable(stage);
                replayInVainAndDiscardTheRest(stage);

                stage.until(() -> shows(stage, "Nothing waits here"));
                stage.picture("inbox-empty");
                assertThat(inbox.entries(InboxSelection.ALL, 10)).isEmpty();
                assertThat(stage.failures).isEmpty();
            }
        }
    }

    @Test
    void aBrokenTextIsMendedWhereItIsSeen() throws Exception {
        try (var fixture = UsageFixture.empty()) {
            var inbox = new UsageInbox(fixture.database(), CLOCK);
            new UsageImport(fixture.database(), CLOCK).run(file(), ImportOptions.DEFAULT, Progress.NONE);
            try (var stage = open(fixture, inbox)) {
                stage.until(() -> groups(stage).size() == 4);
                choose(stage, "unreadable");
                stage.until(() -> text(stage).contains("yesterday"));
                Button mend = button(stage.scene(), "#mend");
                assertThat(button(stage.scene(), "#replay").isVisible()).isFalse();
                assertThat(button(stage.scene(), "#replayAll").isVisible()).isFalse();
                assertThat(mend.isDisabled()).isTrue();
                assertThat(label(stage, "#guide")).startsWith("Change the text below");
                stage.picture("inbox-mend");

                String broken = text(stage).replace("yesterday", "soon");
                stage.onFx(() -> {
                    ((TextArea) stage.scene().lookup("#raw")).setText(broken);
                    mend.fire();
                });
                stage.until(() -> stage.failures.size() == 1 && !mend.isDisabled());
                assertThat(stage.failures.getFirst().summary())
                        .isEqualTo("The mended text is still no event. The time \"soon\" cannot be read;"
                                + " write it like 2026-10-03T10:00:00Z.");
                // What was typed is not lost when the list is read again.
                stage.until(() -> text(stage).equals(broken));

                stage.onFx(() -> {
                    ((TextArea) stage.scene().lookup("#raw")).setText(broken.replace("soon", "2023-11-20T11:00:00Z"));
                    mend.fire();
                });
                stage.until(() -> groups(stage).size() == 3);
                assertThat(stage.notices).last().isEqualTo("Replayed 1, still open 0.");
            }
        }
    }

    @Test
    void whatOthersSendAppearsByItself() throws Exception {
        try (var fixture = UsageFixture.empty()) {
            var inbox = new UsageInbox(fixture.database(), CLOCK);
            try (var stage = open(fixture, inbox)) {
                stage.until(() -> shows(stage, "Nothing waits here"));
                stage.until(() -> isListening(fixture.database()));
                new UsageImport(fixture.database(), CLOCK).run(file(), ImportOptions.DEFAULT, Progress.NONE);
                stage.until(() -> groups(stage).size() == 4);
            }
        }
    }

    private static boolean isListening(Database database) {
        return database.read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select exists (select from pg_stat_activity"
                            + " where datname = current_database() and query like 'listen %' and state = 'idle')")) {
                row.next();
                return row.getBoolean(1);
            }
        });
    }

    private static ScreenStage open(UsageFixture fixture, UsageInbox inbox) throws Exception {
        return ScreenStage.open(
                "/fxml/inbox.fxml",
                context -> new InboxView(
                        new InboxViewModel(
                                inbox,
                                CustomerList.of(fixture.database()),
                                heard -> fixture.database().listen("usage", heard),
                                context),
                        context));
    }

    private static void map(ScreenStage stage) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#map").fire());
        Scene question = question(stage, "#confirm-map");
        Button confirm = button(question, "#confirm-map");
        ListView<?> customers = (ListView<?>) question.lookup("#map-customers");
        stage.until(() -> customers.getItems().size() == UsageFixture.CUSTOMERS);
        assertThat(confirm.isDisabled()).isTrue();
        stage.onFx(() -> ((TextField) question.lookup("#map-search")).setText("Customer B"));
        stage.until(() -> customers.getItems().size() == 1);
        stage.onFx(() -> customers.getSelectionModel().selectFirst());
        assertThat(confirm.getText()).isEqualTo("Map to Customer B");
        stage.picture("inbox-map", question);

        stage.onFx(confirm::fire);
        stage.until(() -> groups(stage).size() == 3);
        assertThat(stage.notices).containsExactly("“nobody” now counts for Customer B. Replayed 3, still open 0.");
    }

    private static void discardTheUnreadable(ScreenStage stage) throws Exception {
        choose(stage, "unreadable");
        stage.until(() -> text(stage).contains("many") || text(stage).contains("yesterday"));
        assertThat(button(stage.scene(), "#replayAll").isDisabled()).isTrue();
        assertThat(button(stage.scene(), "#map").isVisible()).isFalse();
        discardAll(stage, "inbox-discard");
        stage.until(() -> groups(stage).size() == 2);
        assertThat(stage.notices.getLast()).isEqualTo("Discarded 1");
    }

    private static void replayInVainAndDiscardTheRest(ScreenStage stage) throws Exception {
        choose(stage, "unknown_event");
        stage.until(() -> text(stage).contains("images")
                && !button(stage.scene(), "#replay").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#replay").fire());
        stage.until(() -> stage.notices.getLast().equals("Replayed 0, still open 1."));
        stage.until(() -> !button(stage.scene(), "#discardAll").isDisabled());
        discardAll(stage, "inbox-discard");
        stage.until(() -> groups(stage).size() == 1);
        choose(stage, "unknown_customer");
        stage.until(() -> text(stage).contains("ghost"));
        discardAll(stage, "inbox-discard");
    }

    private static void discardAll(ScreenStage stage, String picture) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#discardAll").fire());
        Scene question = question(stage, "#confirm-discard");
        Button confirm = button(question, "#confirm-discard");
        assertThat(confirm.isDisabled()).isTrue();
        stage.onFx(() -> ((TextField) question.lookup("#discard-reason")).setText("a test of ours"));
        stage.picture(picture, question);
        stage.onFx(confirm::fire);
        stage.until(() -> !question.getWindow().isShowing());
    }

    private static void choose(ScreenStage stage, String reason) throws Exception {
        stage.onFx(() -> {
            ListView<InboxGroup> list = list(stage);
            list.getItems().stream()
                    .filter(group -> group.reason().equals(reason))
                    .findFirst()
                    .ifPresent(list.getSelectionModel()::select);
        });
    }

    private static Scene question(ScreenStage stage, String id) throws Exception {
        stage.until(() -> Window.getWindows().stream()
                .anyMatch(window -> window.getScene().lookup(id) != null));
        var found = new Scene[1];
        stage.onFx(() -> found[0] = Window.getWindows().stream()
                .map(Window::getScene)
                .filter(scene -> scene.lookup(id) != null)
                .findFirst()
                .orElseThrow());
        return found[0];
    }

    @SuppressWarnings("unchecked") // The layout's list has no type of its own.
    private static ListView<InboxGroup> list(ScreenStage stage) {
        return (ListView<InboxGroup>) stage.scene().lookup("#groups");
    }

    private static List<InboxGroup> groups(ScreenStage stage) {
        return list(stage).getItems();
    }

    private static String text(ScreenStage stage) {
        return ((TextArea) stage.scene().lookup("#raw")).getText();
    }

    private static String label(ScreenStage stage, String id) {
        return ((Label) stage.scene().lookup(id)).getText();
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static boolean shows(ScreenStage stage, String title) {
        for (Node node : stage.scene().getRoot().lookupAll(".empty-title")) {
            if (node instanceof Label label && label.getText().equals(title)) {
                return true;
            }
        }
        return false;
    }

    /** One good event, three of nobody, one of a ghost, one of an unknown kind, and one without a time. */
    private Path file() throws Exception {
        return Files.writeString(folder.resolve("november.jsonl"), """
                {"id":"n1","customer":"c-1","event":"tokens_in","time":"2023-11-20T10:00:00Z","quantity":"5","properties":{"model":"m"}}
                {"id":"n2","customer":"nobody","event":"tokens_in","time":"2023-11-20T10:01:00Z","quantity":"7","properties":{"model":"m","region":"eu"}}
                {"id":"n3","customer":"nobody","event":"tokens_in","time":"2023-11-20T10:02:00Z","quantity":"8","properties":{"model":"m","region":"eu"}}
                {"id":"n4","customer":"nobody","event":"tokens_in","time":"2023-11-20T10:03:00Z","quantity":"9","properties":{"model":"m","region":"us"}}
                {"id":"n5","customer":"ghost","event":"tokens_in","time":"2023-11-20T10:04:00Z","quantity":"1"}
                {"id":"n6","customer":"c-2","event":"images","time":"2023-11-20T10:05:00Z","quantity":"2"}
                {"id":"n7","customer":"c-2","event":"tokens_in","time":"yesterday","quantity":"2"}
                """);
    }
}
