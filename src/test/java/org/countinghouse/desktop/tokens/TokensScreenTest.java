package org.countinghouse.desktop.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.desktop.WorkspaceSession;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.insight.UsageFixture;
import org.countinghouse.security.AccessTokenList;
import org.countinghouse.security.AccessTokenRow;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.security.Scope;
import org.countinghouse.security.TokenCheck;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.security.TokenState;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.TestDatabase;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tokens screen in a window on a real database. */
class TokensScreenTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2023-12-10T09:30:00Z"), ZoneOffset.UTC);
    private static final String NAME = "Sammler im Berliner Rechenzentrum, zweiter Schrank links";

    @TempDir
    Path folder;

    private TokenSecret secret() {
        return TokenSecret.of(Map.of(), new DataHome(folder));
    }

    private ScreenStage open(Database database, boolean mayIssue) throws Exception {
        return ScreenStage.open(
                "/fxml/tokens.fxml",
                context -> new TokensView(
                        context,
                        new TokensServices(
                                new AccessTokenList(database, CLOCK),
                                new AccessTokens(database, CLOCK),
                                this::secret,
                                CustomerList.of(database),
                                mayIssue,
                                true,
                                heard -> database.listen(AccessTokens.CHANNEL, heard))));
    }

    @Test
    void aTokenIsIssuedShownOnceAndRevoked() throws Exception {
        try (var fixture = UsageFixture.empty();
                var check = new TokenCheck(
                        new AccessTokens(fixture.database(), CLOCK), secret(), fixture.database(), CLOCK);
                var stage = open(fixture.database(), true)) {
            stage.until(() -> shows(stage, "No access tokens yet"));
            stage.picture("tokens-empty");

            String text = issue(stage);

            assertThat(check.check(text).customer()).isEqualTo("c-2");
            assertThat(check.check(text).scopes()).containsExactlyInAnyOrder(Scope.USAGE_WRITE, Scope.QUOTA_READ);
            assertThat(check.check(text).expiresAt()).isEqualTo(CLOCK.instant().plus(Duration.ofDays(90)));
            stage.until(() -> table(stage).getItems().size() == 1);
            stage.picture("tokens");

            revoke(stage);

            assertThatThrownBy(() -> until(() -> check.check(text)))
                    .isInstanceOfSatisfying(
                            Failure.class, problem -> assertThat(problem.code()).isEqualTo("token.revoked"));
            assertThat(stage.failures).isEmpty();
        }
    }

    /** Fills in the form step by step; it says what is missing and issues nothing before all of it is there. */
    private static String issue(ScreenStage stage) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#token-issue").fire());
        Scene form = stage.window("#confirm-issue");
        Button confirm = button(form, "#confirm-issue");
        stage.until(() -> text(form, "#token-missing").startsWith("Give it a name"));
        stage.onFx(() -> ((TextField) form.lookup("#token-name")).setText(NAME));
        assertThat(text(form, "#token-missing")).isEqualTo("Tick what it may do.");
        stage.onFx(() -> {
            fire(form, "#scope-ADMIN");
            assertThat(form.lookup("#scope-USAGE_WRITE").isDisabled()).isTrue();
            assertThat(((RadioButton) form.lookup("#token-one")).isDisabled()).isTrue();
            fire(form, "#scope-ADMIN");
            fire(form, "#scope-USAGE_WRITE");
            fire(form, "#scope-QUOTA_READ");
            fire(form, "#token-one");
        });
        assertThat(text(form, "#token-missing")).isEqualTo("Choose the customer it reaches.");
        assertThat(confirm.isDisabled()).isTrue();
        ListView<?> customers = (ListView<?>) form.lookup("#token-customers");
        stage.until(() -> customers.getItems().size() == UsageFixture.CUSTOMERS);
        stage.onFx(() -> ((TextField) form.lookup("#token-search")).setText("c-2"));
        stage.until(() -> customers.getItems().size() == 1);
        stage.onFx(() -> {
            customers.getSelectionModel().selectFirst();
            validity(form);
        });
        stage.picture("token-issue", form);
        stage.onFx(confirm::fire);

        Scene issued = stage.window("#token-text");
        String text = ((TextArea) issued.lookup("#token-text")).getText();
        assertThat(text.split("\\.", -1)).hasSize(3);
        stage.picture("token-issued", issued);
        stage.onFx(() -> {
            button(issued, "#token-copy").fire();
            assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(text);
            button(issued, "#token-done").fire();
        });
        stage.until(() -> !issued.getWindow().isShowing());
        return text;
    }

    @SuppressWarnings("unchecked") // The scene does not say what the box holds.
    private static void validity(Scene form) {
        ((javafx.scene.control.ComboBox<TokenForm.Validity>) form.lookup("#token-validity"))
                .setValue(TokenForm.Validity.QUARTER);
    }

    private static void revoke(ScreenStage stage) throws Exception {
        assertThat(button(stage.scene(), "#token-revoke").isDisabled()).isTrue();
        stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
        stage.until(() -> !button(stage.scene(), "#token-revoke").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#token-revoke").fire());
        Scene question = stage.window("#confirm-revoke");
        assertThat(button(question, "#confirm-revoke").getText()).isEqualTo("Revoke the token");
        stage.picture("token-revoke", question);
        stage.onFx(() -> button(question, "#confirm-revoke").fire());
        stage.until(() -> !table(stage).getItems().isEmpty()
                && table(stage).getItems().getFirst() instanceof AccessTokenRow row
                && row.state() == TokenState.REVOKED);
        stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
        assertThat(button(stage.scene(), "#token-revoke").isDisabled()).isTrue();
        stage.picture("tokens-revoked");
    }

    @Test
    void whatOthersIssueAppearsByItself() throws Exception {
        try (var fixture = UsageFixture.empty();
                var stage = open(fixture.database(), true)) {
            stage.until(() -> shows(stage, "No access tokens yet"));
            // The listener may need a moment to be heard; whoever issues, issues more than one.
            var tokens = new AccessTokens(fixture.database(), CLOCK);
            stage.until(() -> {
                if (table(stage).getItems().isEmpty()) {
                    tokens.issue("by another", Set.of(Scope.METRICS_READ), null, Duration.ofDays(5), secret());
                }
                return !table(stage).getItems().isEmpty();
            });
            stage.onFx(
                    () -> assertThat(((AccessTokenRow) table(stage).getItems().getFirst()).state())
                            .isEqualTo(TokenState.ENDING));
        }
    }

    @Test
    void whoMayOnlyLookHasNoButtonsAndTheDatabaseRefusesToo() throws Exception {
        try (var fixture = UsageFixture.empty();
                var auditor = fixture.as(GroupRole.AUDITOR);
                var stage = open(auditor, false)) {
            new AccessTokens(fixture.database(), CLOCK)
                    .issue("metrics", Set.of(Scope.METRICS_READ), null, Duration.ofDays(400), secret());
            stage.onFx(() -> stage.screen().refresh());
            stage.until(() -> table(stage).getItems().size() == 1);
            assertThat(stage.scene().lookup("#token-issue")).isNull();
            assertThat(stage.screen().actions()).isEmpty();
            assertThatThrownBy(() -> new AccessTokens(auditor, CLOCK)
                            .issue("mine", Set.of(Scope.ADMIN), null, Duration.ofDays(1), secret()))
                    .isInstanceOfSatisfying(
                            Failure.class, problem -> assertThat(problem.code()).isEqualTo("database.permission"));
        }
    }

    @Test
    void whoMayNotSeeTokensHasNoSuchScreenAndIsToldWhyWithoutARight() throws Exception {
        try (var test = TestDatabase.fresh()) {
            for (var role : Map.of(GroupRole.ADMIN, true, GroupRole.AUDITOR, true, GroupRole.ANALYST, false)
                    .entrySet()) {
                try (var workspace =
                        Workspace.open(new DataHome(folder), test.staff(role.getKey()), CLOCK, Progress.NONE)) {
                    assertThat(new WorkspaceSession(workspace, Map.of()).screens())
                            .extracting(ScreenDefinition::id)
                            .as(role.getKey().role())
                            .contains("settings")
                            .matches(screens -> screens.contains("tokens") == role.getValue());
                }
            }
            try (var analyst = test.as(GroupRole.ANALYST);
                    var stage = open(analyst, false)) {
                stage.until(() -> shows(stage, "Your sign-in has no right for this."));
                stage.picture("tokens-denied");
            }
        }
    }

    /** A gateway hears of a revoked token a moment later; what refuses ends the waiting. */
    private static void until(Runnable refused) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            refused.run();
            Thread.sleep(25);
        }
        throw new AssertionError("It was not refused within five seconds.");
    }

    private static void fire(Scene scene, String id) {
        ((ButtonBase) scene.lookup(id)).fire();
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static String text(Scene scene, String id) {
        return ((Label) scene.lookup(id)).getText();
    }

    private static TableView<?> table(ScreenStage stage) {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    private static boolean shows(ScreenStage stage, String title) {
        return stage.scene().getRoot().lookupAll(".empty-title").stream()
                .anyMatch(node -> node instanceof Label label && label.getText().equals(title));
    }
}
