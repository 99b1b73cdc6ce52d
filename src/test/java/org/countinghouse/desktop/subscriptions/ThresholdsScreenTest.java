package org.countinghouse.desktop.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.countinghouse.billing.BillingWorld;
import org.countinghouse.billing.Finalising;
import org.countinghouse.billing.InvoiceList;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.ProgressiveBilling;
import org.countinghouse.billing.RunScope;
import org.countinghouse.billing.SubscriptionRating;
import org.countinghouse.billing.ThresholdEntry;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Thresholds of a subscription beside the list, in a window on a real database. */
class ThresholdsScreenTest {
    private static final LocalDate BEGIN = LocalDate.of(2023, 12, 1);

    private BillingWorld world;
    private long acme;

    @BeforeEach
    void open() throws Exception {
        world = new BillingWorld("2023-12-10T09:00:00Z");
        world.seller(19);
        world.plan("Basic", "month", "calendar", "31.00", true);
        acme = world.subscribe("Acme Research", "Basic", BEGIN.toString(), "Europe/Berlin");
        world.usage("Acme Research", "2023-12-05T10:00:00Z", 6_000);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private ThresholdRules rules() {
        return new ThresholdRules(world.database, world.clock);
    }

    private static UsageThresholds thresholds(@Nullable String every, String... amounts) {
        return new UsageThresholds(
                List.of(amounts).stream().map(BigDecimal::new).toList(), every == null ? null : new BigDecimal(every));
    }

    private ScreenStage stage(boolean mayChange, Language language) throws Exception {
        var stage = ScreenStage.open(
                ListScreen.LAYOUT,
                context -> new SubscriptionsView(context, SubscriptionsScreenTest.services(world, mayChange)),
                language,
                ZoneId.of("UTC"));
        stage.onFx(() -> stage.scene().getWindow().setWidth(1280));
        stage.until(() -> table(stage).getItems().size() == 1);
        stage.onFx(() -> table(stage).getSelectionModel().selectFirst());
        stage.until(() -> stage.scene().lookup("#thresholds") != null);
        return stage;
    }

    @Test
    void amountsAreSetAfterALookAtTheMoneyThenNoneThenThePlans() throws Exception {
        rules().set(ThresholdRules.Subject.plan("Basic"), BEGIN, thresholds(null, "500"), "");
        try (var stage = stage(true, Language.ENGLISH)) {
            assertThat(card(stage)).contains("€60.00 of €500.00", "Of plan Basic, since Dec 1, 2023");
            Scene form = dialog(stage);
            Button confirm = button(form, "#confirm-thresholds");
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("the next is €500.00"));
            write(stage, form, "#thresholds-amounts", "50; many");
            assertThat(confirm.isDisabled()).isTrue();
            write(stage, form, "#thresholds-amounts", "");
            assertThat(confirm.isDisabled()).as("neither amounts nor every").isTrue();
            write(stage, form, "#thresholds-amounts", "50; 0.001");
            assertThat(confirm.isDisabled())
                    .as("more decimals than the euro has")
                    .isTrue();
            write(stage, form, "#thresholds-amounts", "50; 100");
            write(stage, form, "#thresholds-every", "250");
            write(stage, form, "#thresholds-reason", "New here");
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("€50.00 would be passed now"));
            assertThat(text(form.lookup("#thresholds-preview"))).contains("€60.00", "€11.40", "€71.40");
            stage.picture("thresholds-dialog", form);
            stage.onFx(confirm::fire);
            stage.until(() -> card(stage).contains("€60.00 of €100.00"));
            assertThat(card(stage))
                    .contains(
                            "€50.00 is passed",
                            "€71.40 with tax",
                            "Billed at €50.00, €100.00, then at every further €250.00",
                            "In force since Dec 10, 2023",
                            "New here");
            assertThat(stage.notices).containsExactly("Thresholds of Acme Research saved");
            assertThat(rules().list(ThresholdRules.Subject.subscription(acme)))
                    .singleElement()
                    .extracting(ThresholdEntry::thresholds)
                    .isEqualTo(thresholds("250.00", "50.00", "100.00"));

            choose(stage, ThresholdEntry.Kind.NONE, "No invoice is made before the period is over.");
            stage.until(() -> card(stage).contains("No thresholds: billed when the period is over"));
            choose(stage, ThresholdEntry.Kind.GENERAL, "the next is €500.00");
            stage.until(() -> card(stage).contains("Of plan Basic"));

            stage.onFx(() -> button(stage.scene(), "#withdraw-2023-12-10").fire());
            Scene question = stage.window("#confirm-withdraw");
            stage.until(() -> text(question.lookup("#thresholds-preview")).contains("the next is €500.00"));
            Button back = button(question, "#confirm-withdraw");
            assertThat(back.isDisabled()).as("no reason yet").isTrue();
            write(stage, question, "#withdraw-reason", "It was nobody’s wish");
            stage.picture("thresholds-withdraw", question);
            stage.onFx(back::fire);
            stage.until(() -> stage.scene().lookup("#withdraw-2023-12-10") == null);
            stage.until(() -> card(stage).contains("Of plan Basic, since Dec 1, 2023"));
            assertThat(rules().list(ThresholdRules.Subject.subscription(acme))).isEmpty();
            assertThat(stage.failures).isEmpty();
        }
    }

    @Test
    void invoicesInsideThePeriodAreListedAndLeadThereAndWhoOnlyLooksHasNoButton() throws Exception {
        rules().set(ThresholdRules.Subject.subscription(acme), BEGIN, thresholds("50", "20", "50"), "Trial of a month");
        rules().none(ThresholdRules.Subject.subscription(acme), LocalDate.of(2024, 1, 1), "");
        long first = bill();
        world.usage("Acme Research", "2023-12-06T10:00:00Z", 5_000);
        bill();
        world.usage("Acme Research", "2023-12-07T10:00:00Z", 1_500);
        assertThat(new InvoiceList(world.database)
                        .page(Filter.ALL, List.of(), null, 0, 10)
                        .rows())
                .hasSize(2)
                .allMatch(InvoiceRow::progressive);
        try (var stage = stage(true, Language.ENGLISH)) {
            assertThat(card(stage))
                    .contains(
                            "€125.00 of €150.00", "at €50.00", "€60.00", "at €100.00", "€50.00", "From Jan 1, 2024 on");
            stage.picture("thresholds");
            stage.onFx(() -> ((Hyperlink) stage.scene().lookup("#inside-" + first)).fire());
            assertThat(stage.visited).contains(Location.of("invoices", "invoice", Long.toString(first)));
            Scene form = dialog(stage);
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("the next is €150.00"));
            assertThat(text(form.lookup("#thresholds-preview"))).contains("€125.00", "€110.00", "€15.00", "€17.85");
            assertThat(stage.failures).isEmpty();
        }
        try (var stage = stage(false, Language.GERMAN)) {
            assertThat(card(stage)).contains("125,00", "von 150,00", "Gilt von 01.12.2023 bis 31.12.2023");
            assertThat(stage.scene().lookup("#thresholds-change")).isNull();
            assertThat(stage.scene().lookup("#withdraw-2023-12-01")).isNull();
            stage.picture("thresholds-de");
        }
    }

    @Test
    void withoutThresholdsOneLineSaysSo() throws Exception {
        try (var stage = stage(true, Language.GERMAN)) {
            assertThat(card(stage)).contains("Keine Schwellen: Nutzung wird am Ende der Periode berechnet.");
            assertThat(stage.scene().lookup("#thresholds .share-bar")).isNull();
            Scene form = dialog(stage);
            write(stage, form, "#thresholds-amounts", "50,5; 1.000");
            stage.until(() -> text(form.lookup("#thresholds-preview")).contains("50,50"));
            stage.picture("thresholds-dialog-de", form);
            assertThat(button(form, "#confirm-thresholds").isDisabled()).isFalse();
        }
    }

    /** Makes what is due inside the period and gives it a number; returns the newest invoice. */
    private long bill() {
        new ProgressiveBilling(world.database, new SubscriptionRating(world.database, world.clock), world.clock)
                .run(RunScope.upTo(world.now()), false, Progress.NONE);
        long id = world.number("select max(id) from invoice where kind = 'progressive' and status = 'draft'");
        new Finalising(world.database, world.clock).finalise(List.of(id));
        return id;
    }

    private static void choose(ScreenStage stage, ThresholdEntry.Kind kind, String said) throws Exception {
        Scene form = dialog(stage);
        stage.onFx(() -> kinds(form).setValue(kind));
        stage.until(() -> text(form.lookup("#thresholds-preview")).contains(said));
        stage.onFx(() -> button(form, "#confirm-thresholds").fire());
    }

    @SuppressWarnings("unchecked") // The scene does not say what the box holds.
    private static ComboBox<ThresholdEntry.Kind> kinds(Scene form) {
        return (ComboBox<ThresholdEntry.Kind>) form.lookup("#thresholds-kind");
    }

    private static Scene dialog(ScreenStage stage) throws Exception {
        stage.onFx(() -> button(stage.scene(), "#thresholds-change").fire());
        return stage.window("#confirm-thresholds");
    }

    private static void write(ScreenStage stage, Scene form, String id, String text) throws Exception {
        stage.onFx(() -> ((TextField) form.lookup(id)).setText(text));
    }

    private static TableView<?> table(ScreenStage stage) {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static String card(ScreenStage stage) {
        return text(stage.scene().lookup("#thresholds"));
    }

    /** Nothing while it is not laid out. */
    private static String text(@Nullable Node node) {
        var words = new StringBuilder();
        if (node == null) {
            return "";
        }
        node.lookupAll(".label")
                .forEach(each -> words.append(((Label) each).getText()).append('\n'));
        return words.toString();
    }
}
