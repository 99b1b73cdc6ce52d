package org.countinghouse.desktop.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Window;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Quota;
import org.countinghouse.customers.Customers;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.Books;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.metering.quota.LimitSource;
import org.countinghouse.metering.quota.LimitUse;
import org.countinghouse.metering.quota.QuotaList;
import org.countinghouse.metering.quota.QuotaRequest;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.metering.quota.QuotaSettings;
import org.countinghouse.metering.quota.QuotaUpkeep;
import org.countinghouse.metering.quota.Quotas;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quotas screen in a window on a real database. */
class QuotaScreenTest {
    /** Later than the stage's own clock, so that the plans' days have come. */
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-14T12:00:00Z"), ZoneOffset.UTC);

    private static Books books;
    private static Quotas quotas;
    private static QuotaSettings settings;
    private ScreenStage stage;

    @BeforeAll
    static void open() {
        books = new Books();
        quotas = new Quotas(books.database(), NOON);
        settings = new QuotaSettings(books.database(), NOON);
        books.plans.publish(Json.parse("""
                {"code":"limited","name":"Limited","currency":"EUR","quotas":[
                  {"meter":"requests","limit":"1000","kind":"hard","warn_at":["80","100"],"window":"month"},
                  {"meter":"tokens","limit":"5000","warn_at":["80"],"window":"day"}]}"""), LocalDate.of(2026, 1, 1));
        var customers = new Customers(books.database(), NOON);
        for (String customer : List.of("acme", "blue", "zed")) {
            customers.subscribe(new Subscription(customer, "limited", LocalDate.of(2026, 1, 1), null, "UTC", Map.of()));
        }
        consume("acme", "requests", 850);
        consume("blue", "requests", 1000);
        consume("zed", "tokens", 6200);
    }

    private static void consume(String customer, String meter, long amount) {
        quotas.consume(QuotaRequest.of(customer, meter, BigDecimal.valueOf(amount)), customer + meter);
    }

    @AfterAll
    static void close() {
        books.close();
    }

    @BeforeEach
    void show() throws Exception {
        stage = ScreenStage.open(
                "/fxml/quotas.fxml",
                context -> new QuotasView(
                        ticking(context),
                        new QuotasServices(
                                new QuotaList(books.database(), NOON),
                                quotas,
                                settings,
                                new QuotaUpkeep(books.database(), NOON),
                                true,
                                true,
                                heard -> books.database().listen(Quotas.CHANNEL, heard))),
                Language.ENGLISH,
                ZoneOffset.UTC);
        stage.until(() -> table().getItems().size() == 6);
    }

    /** A list that is read again is as of a later moment. */
    private static ScreenContext ticking(ScreenContext context) {
        var ticks = new AtomicLong();
        return new ScreenContext(
                context.texts(),
                context.formats(),
                context.tasks(),
                context.navigator(),
                context.notices(),
                context.status(),
                context.preferences(),
                () -> NOON.instant().plusMillis(ticks.getAndIncrement()));
    }

    @AfterEach
    void leave() throws Exception {
        stage.close();
    }

    @Test
    void theFullestLimitComesFirstWithWhereItComesFrom() throws Exception {
        stage.until(() -> text("#quota-used").equals("6,200 of 5,000 tokens"));
        stage.onFx(() -> {
            assertThat(((Hyperlink) stage.scene().lookup("#quota-customer")).getText())
                    .isEqualTo("Zed");
            assertThat(words(stage.scene().getRoot()))
                    .contains("Over", "Plan Limited", "5,000", "Limit in force")
                    .anyMatch(text -> text.startsWith("1,200 above the limit of 5,000, billed"));
        });
        stage.picture("quotas");
        stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#choice-USED_UP")).fire());
        stage.until(() -> table().getItems().size() == 2);
        stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#choice-ALL")).fire());
        stage.until(() -> table().getItems().size() == 6);
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void manyLimitsAreChangedAtOnceAfterALookAtWhatItMakesOfEach() throws Exception {
        pick(row -> row.feature().equals("requests"));
        command(0);
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            ((ToggleButton) in(dialog(), "#change-percent")).fire();
            ((TextField) in(dialog(), "#change-amount")).setText("-10");
        });
        stage.onFx(() -> {
            TableView<QuotaEffect> effects = effects();
            assertThat(effects.getItems())
                    .hasSize(3)
                    .allSatisfy(effect -> assertThat(effect.limit()).isEqualByComparingTo("900"));
            assertThat(effects.getItems().stream().filter(QuotaEffect::refuses))
                    .extracting(effect -> effect.row().customer())
                    .containsExactly("blue");
            assertThat(((Button) in(dialog(), "#make-change")).getText()).isEqualTo("Change 3 limits");
        });
        dialogPicture("quota-change");
        stage.onFx(() -> ((Button) in(dialog(), "#make-change")).fire());
        stage.until(() -> stage.notices.contains("3 limits were changed."));
        assertThat(limit("acme", "requests").limit()).isEqualByComparingTo("900");
        assertThat(limit("acme", "requests").source()).isEqualTo(LimitSource.OVERRIDE);
        assertThat(limit("acme", "requests").kind()).isEqualTo(Quota.Kind.HARD);
        for (String customer : List.of("acme", "blue", "zed")) {
            settings.removeOverride(customer, limit(customer, "requests").scope(), "end of the test");
        }
    }

    @Test
    void aGrantNeedsAnEndAndAReason() throws Exception {
        stage.until(() -> text("#quota-used").startsWith("6,200"));
        command(1);
        stage.until(() -> dialog() != null);
        stage.onFx(() -> {
            ((TextField) in(dialog(), "#change-amount")).setText("2,000");
            assertThat(in(dialog(), "#make-change").isDisabled()).isTrue();
            ((DatePicker) in(dialog(), "#change-until")).setValue(LocalDate.of(2026, 4, 1));
            ((TextField) in(dialog(), "#change-reason")).setText("Trade fair");
            assertThat(in(dialog(), "#make-change").isDisabled()).isFalse();
        });
        dialogPicture("quota-grant");
        stage.onFx(() -> ((Button) in(dialog(), "#make-change")).fire());
        stage.until(() -> text("#quota-used").equals("6,200 of 7,000 tokens"));
        LimitUse limit = limit("zed", "tokens");
        assertThat(limit.granted()).isEqualByComparingTo("2000");
        assertThat(limit.grantedUntil()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
        stage.until(() -> words(stage.scene().getRoot()).stream().anyMatch(text -> text.contains("Trade fair")));
        settings.grants("zed").forEach(grant -> settings.revoke("zed", grant.id()));
        stage.until(() -> text("#quota-used").equals("6,200 of 5,000 tokens"));
    }

    private static LimitUse limit(String customer, String feature) {
        return quotas.of(customer).stream()
                .filter(limit -> limit.feature().equals(feature))
                .findFirst()
                .orElseThrow();
    }

    private void pick(java.util.function.Predicate<QuotaRow> wanted) throws Exception {
        stage.onFx(() -> {
            var picks = ((QuotasView) stage.screen()).model().list().picks();
            table().getItems().stream().filter(wanted).forEach(picks::toggle);
        });
    }

    private void command(int number) {
        Platform.runLater(() -> stage.screen().actions().get(number).fire());
    }

    @SuppressWarnings("unchecked")
    private TableView<QuotaRow> table() {
        return (TableView<QuotaRow>) stage.scene().lookup(".data-table-view");
    }

    @SuppressWarnings("unchecked")
    private TableView<QuotaEffect> effects() {
        return (TableView<QuotaEffect>) in(dialog(), "#effects");
    }

    private String text(String id) {
        return stage.scene().lookup(id) instanceof Labeled label ? label.getText() : "";
    }

    private Window dialog() {
        return Window.getWindows().stream()
                .filter(window -> !window.getScene().equals(stage.scene())
                        && window.getScene().lookup("#make-change") != null)
                .findFirst()
                .orElse(null);
    }

    private void dialogPicture(String name) throws Exception {
        String directory = System.getenv().getOrDefault("SCREENSHOTS", "");
        if (!directory.isEmpty()) {
            Thread.sleep(300);
            stage.onFx(() -> org.countinghouse.desktop.tour.Tour.take(
                    dialog().getScene(), java.nio.file.Path.of(directory, name + ".png")));
        }
    }

    private static Node in(Window window, String id) {
        return window.getScene().lookup(id);
    }

    private static Set<String> words(Parent root) {
        return root.lookupAll(".label").stream()
                .filter(Labeled.class::isInstance)
                .map(node -> ((Labeled) node).getText())
                .filter(text -> text != null)
                .collect(Collectors.toSet());
    }
}
