package org.countinghouse.desktop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Window;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.usage.ScreenStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deferred fees become revenue after a look at the months and their amounts. */
class RecogniseScreenTest {
    private BilledWorld world;
    private ScreenStage stage;
    private LedgerView view;

    @BeforeEach
    void open() throws Exception {
        world = BilledWorld.fresh();
        world.planInAdvance("quarterly", 3);
        world.subscribe("acme", "quarterly", LocalDate.of(2026, 10, 16));
        world.billOctober();
        world.clock().moveTo("2027-01-05");
        var services = new LedgerServices(
                new LedgerReports(world.database()),
                new Recognition(world.database(), world.clock()),
                new DatevFile(new LedgerReports(world.database()), world.clock()),
                true,
                heard -> world.database().listen("invoice", heard));
        stage = ScreenStage.open(
                "/fxml/ledger.fxml",
                context -> view = new LedgerView(LedgerScreenTest.now(context), services),
                Language.ENGLISH,
                ZoneOffset.UTC);
        stage.until(() -> view.model().content().get() instanceof LedgerViewModel.Content.Shown);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        world.close();
    }

    @Test
    void theMonthsAndAmountsAreShownFirst() throws Exception {
        recognise();
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            assertThat(texts()).contains("€10.11", "€10.45").doesNotContain("€5.05");
            ((Button) dialog().lookup("#confirm-recognise")).fire();
        });
        stage.until(() -> !stage.notices.isEmpty());
        assertThat(world.balance("revenue")).isEqualByComparingTo("-25.95");
        int told = stage.notices.size();
        recognise();
        stage.until(() -> stage.notices.size() > told);
        assertThat(dialog()).as("nothing to ask").isNull();
        assertThat(stage.failures).isEmpty();
    }

    private void recognise() throws Exception {
        stage.onFx(() -> view.actions().stream()
                .filter(each -> each.id().equals("ledger.recognise"))
                .forEach(each -> assertThat(each.fire()).isTrue()));
    }

    private static javafx.scene.Parent dialog() {
        return Window.getWindows().stream()
                .filter(Window::isShowing)
                .map(Window::getScene)
                .map(Scene::getRoot)
                .filter(root -> root.lookup("#money-effect") != null)
                .findFirst()
                .orElse(null);
    }

    private static List<String> texts() {
        return dialog().lookupAll("*").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .toList();
    }
}
