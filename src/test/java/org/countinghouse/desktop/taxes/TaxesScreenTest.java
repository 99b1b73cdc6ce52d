package org.countinghouse.desktop.taxes;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.DraftRefresh;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.SubscriptionRating;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxNumberAnswer;
import org.countinghouse.billing.tax.TaxNumbers;
import org.countinghouse.billing.tax.TaxRateList;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxRegister;
import org.countinghouse.billing.tax.TaxReport;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.billing.tax.TaxedCustomerList;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.ReportPeriod;
import org.countinghouse.desktop.common.list.PartsScreen;
import org.countinghouse.desktop.usage.ScreenStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The taxes screen in a window on real books. */
class TaxesScreenTest {
    private TestBooks books;
    private ScreenStage stage;
    private TaxNumberAnswer answer = new TaxNumberAnswer.Unavailable("MS_UNAVAILABLE");

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        books.close();
    }

    private void show(Language language, boolean may) throws Exception {
        var database = books.workspace().database();
        var register = new TaxRegister() {
            @Override
            public String name() {
                return "VIES";
            }

            @Override
            public TaxNumberAnswer ask(TaxNumbers.TaxNumber number, TaxNumbers.@Nullable TaxNumber asking) {
                return answer;
            }
        };
        var services = new TaxesServices(
                TaxRateList.of(database, TestBooks.CLOCK),
                new TaxRates(database, TestBooks.CLOCK),
                new TaxReport(database),
                TaxedCustomerList.of(database, TestBooks.CLOCK),
                new TaxingServices(
                        new CustomerTaxes(database, register, TestBooks.CLOCK),
                        new TaxEffects(database, TestBooks.CLOCK),
                        TestBooks.CLOCK,
                        may),
                new BillingEntities(database)::codes,
                TestBooks.CLOCK,
                may,
                heard -> database.listen("tax", heard),
                heard -> database.listen("customer", heard),
                heard -> database.listen("invoice", heard));
        stage = ScreenStage.open(
                PartsScreen.LAYOUT, context -> new TaxesView(context, services), language, ZoneOffset.UTC);
    }

    @Test
    void aRateIsSetFromADayOnSeenInItsHistoryAndWithdrawn() throws Exception {
        books.bill();
        var workspace = books.workspace();
        workspace.finalising().finalise(List.of(invoice("berlin")));
        show(Language.ENGLISH, true);
        stage.until(() -> table().getItems().size() == 1);
        stage.until(() -> text("#tax-gaps").contains("France (FR)"));
        stage.onFx(() -> button(stage.scene(), "#tax-set").fire());
        Scene form = stage.window("#confirm-rate");
        stage.onFx(() -> {
            field(form, "#rate-country").setText("de");
            field(form, "#rate-percent").setText("21");
            ((DatePicker) form.lookup("#rate-from")).setValue(LocalDate.parse("2027-01-01"));
            field(form, "#rate-note").setText("Law of 2026");
        });
        stage.until(() -> text(form, "#rate-effect").contains("€118.14 were charged; with this rate €130.57"));
        stage.picture("tax-rate", form);
        stage.onFx(() -> field(form, "#rate-category").setText("books"));
        stage.until(() -> text(form, "#rate-effect")
                .contains("category books, VAT 21\u00a0% takes the place of the general rate (19\u00a0%)"));
        stage.onFx(() -> {
            field(form, "#rate-category").setText("");
            assertThat(button(form, "#confirm-rate").isDisabled())
                    .as("before the drafts are looked at")
                    .isTrue();
        });
        stage.until(() -> !button(form, "#confirm-rate").isDisabled());
        assertThat(text(form, "#money-look")).contains("No open draft is taxed otherwise");
        stage.onFx(() -> button(form, "#confirm-rate").fire());
        stage.until(() -> table().getItems().size() == 2);
        stage.onFx(() -> table().getSelectionModel().select(1));
        stage.until(() -> text("#tax-history").contains("21\u00a0%   from Jan 1, 2027 on"));
        assertThat(text("#tax-history"))
                .contains("19\u00a0%   Jan 1, 2000 – Dec 31, 2026")
                .contains("Law of 2026");
        stage.picture("taxes");
        stage.onFx(() -> button(stage.scene(), "#tax-withdraw").fire());
        Scene question = stage.window("#confirm-withdraw");
        stage.until(() -> !button(question, "#confirm-withdraw").isDisabled());
        stage.onFx(() -> button(question, "#confirm-withdraw").fire());
        stage.until(() -> table().getItems().size() == 1);
        stage.onFx(() -> stage.offers.getLast().run());
        stage.until(() -> table().getItems().size() == 2);
        assertThat(stage.failures).isEmpty();
    }

    private long invoice(String customer) {
        var workspace = books.workspace();
        return workspace.invoices().draftsOf(TestBooks.OCTOBER).stream()
                .filter(id ->
                        workspace.invoices().find(Long.toString(id)).customer().equals(customer))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theReportIsOfAPeriodAndAddsUp() throws Exception {
        books.bill();
        books.workspace().finalising().finalise(List.of(invoice("berlin"), invoice("paris")));
        show(Language.GERMAN, true);
        part("report");
        stage.until(() -> table().getItems().size() == 2);
        assertThat(((TaxReport.Line) table().getItems().getLast()).untaxed()).isTrue();
        stage.picture("tax-report");
        assertThat(((TaxReport.Line) table().getItems().getFirst()).tax()).isEqualByComparingTo("118.14");
        stage.onFx(() -> periods().setValue(ReportPeriod.LAST_QUARTER));
        stage.until(() -> table().getItems().isEmpty());
        assertThat(((Label) stage.scene().lookup("#tax-days")).getText()).contains("01.07.2026 bis 30.09.2026");
    }

    @Test
    void anOutageAnInvalidAndAValidNumberAreThreeAnswers() throws Exception {
        show(Language.ENGLISH, true);
        part("customers");
        stage.until(() -> table().getItems().size() == 5);
        stage.onFx(() -> table().getSelectionModel().select(4));
        stage.until(() -> text("#tax-card").contains("there is no rate for the country"));
        stage.onFx(() -> button(stage.scene(), "#tax-number").fire());
        Scene form = stage.window("#confirm-number");
        stage.onFx(() -> {
            field(form, "#tax-number-text").setText("FR123");
            assertThat(text(form, ".question-body")).contains("Not written like a VAT number");
            field(form, "#tax-number-text").setText("FR40303265045");
            assertThat(text(form, ".question-body")).contains("Written as VAT numbers");
        });
        stage.until(() -> !button(form, "#confirm-number").isDisabled());
        stage.onFx(() -> button(form, "#confirm-number").fire());
        stage.until(() -> text("#tax-card").contains("A business of another EU country"));
        check("No answer", "A business of another EU country");
        answer = new TaxNumberAnswer.Invalid("INVALID");
        check("Invalid", "the register does not know the number");
        answer = new TaxNumberAnswer.Valid("SA Exemple", "Paris", "WAPI42");
        check("Valid", "A business of another EU country");
        assertThat(text("#tax-card")).contains("Inquiry WAPI42");
        stage.picture("tax-customers");
    }

    private void check(String said, String because) throws Exception {
        stage.until(() -> !button(stage.scene(), "#tax-check").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#tax-check").fire());
        stage.until(() -> text("#tax-card").contains(said) && text("#tax-card").contains(because));
    }

    @Test
    void anExemptionNeedsItsReasonAndEnds() throws Exception {
        show(Language.ENGLISH, true);
        part("customers");
        stage.until(() -> table().getItems().size() == 5);
        stage.onFx(() -> table().getSelectionModel().select(1));
        stage.until(() -> text("#tax-card").contains("VAT 19"));
        stage.onFx(() -> button(stage.scene(), "#tax-treatment").fire());
        Scene form = stage.window("#confirm-treatment");
        stage.onFx(() -> {
            ((RadioButton) form.lookup("#treatment-exempt")).fire();
            assertThat(button(form, "#confirm-treatment").isDisabled()).isTrue();
            field(form, "#treatment-reason").setText("Embassy, certificate 12");
            ((DatePicker) form.lookup("#treatment-until")).setValue(LocalDate.parse("2026-12-31"));
            assertThat(text(form, "#treatment-effect")).contains("From now on: no VAT");
        });
        stage.until(() -> !button(form, "#confirm-treatment").isDisabled());
        stage.picture("tax-treatment", form);
        stage.onFx(() -> button(form, "#confirm-treatment").fire());
        stage.until(() -> text("#tax-card").contains("Embassy, certificate 12; until Dec 31, 2026"));
        var profile = new CustomerTaxes(books.workspace().database(), ask(), TestBooks.CLOCK)
                .of("berlin")
                .profile();
        assertThat(profile.on(LocalDate.parse("2026-12-31"))).isEqualTo(TaxTreatment.EXEMPT);
        assertThat(profile.on(LocalDate.parse("2027-01-01"))).isEqualTo(TaxTreatment.DOMESTIC);
        assertThat(profile.taxes(LocalDate.parse("2027-01-01")).getFirst().rate())
                .isEqualByComparingTo(BigDecimal.valueOf(19));
    }

    @Test
    void draftsAreShownBeforeTheirTaxesChangeAndBecomeWhatWasShown() throws Exception {
        books.bill();
        Invoice before = draft("berlin");
        show(Language.ENGLISH, true);
        stage.until(() -> table().getItems().size() == 1);
        stage.onFx(() -> button(stage.scene(), "#tax-set").fire());
        Scene form = stage.window("#confirm-rate");
        stage.onFx(() -> {
            field(form, "#rate-country").setText("de");
            field(form, "#rate-percent").setText("21");
            ((DatePicker) form.lookup("#rate-from")).setValue(LocalDate.parse("2026-10-01"));
        });
        stage.until(() -> text(form, "#money-look").contains("open draft"));
        String shown = text(form, "#money-look");
        assertThat(shown).contains("1 open draft in EUR has to be rated again");
        stage.picture("tax-rate-drafts", form);
        assertThat(draft("berlin").revision()).as("a look").isEqualTo(before.revision());
        stage.onFx(() -> button(form, "#confirm-rate").fire());
        stage.until(() -> table().getItems().size() == 2);
        Invoice anew = again("berlin");
        assertThat(shown).contains(changed(before.tax(), anew.tax())).contains(changed(before.total(), anew.total()));

        part("customers");
        stage.until(() -> table().getItems().size() == 5);
        stage.onFx(() -> table().getSelectionModel().select(1));
        stage.until(() -> text("#tax-card").contains("VAT"));
        stage.onFx(() -> button(stage.scene(), "#tax-treatment").fire());
        Scene treatment = stage.window("#confirm-treatment");
        stage.onFx(() -> {
            ((RadioButton) treatment.lookup("#treatment-exempt")).fire();
            field(treatment, "#treatment-reason").setText("Embassy, certificate 12");
        });
        stage.until(() -> text(treatment, "#money-look").contains("open draft"));
        String exempt = text(treatment, "#money-look");
        stage.picture("tax-treatment-drafts", treatment);
        stage.onFx(() -> button(treatment, "#confirm-treatment").fire());
        stage.until(() -> text("#tax-card").contains("Embassy, certificate 12"));
        Invoice free = again("berlin");
        assertThat(free.tax()).isZero();
        assertThat(exempt).contains(changed(anew.tax(), free.tax())).contains(changed(anew.total(), free.total()));
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aWithdrawnRateAndAnotherCountryAreShownInGerman() throws Exception {
        books.bill();
        show(Language.GERMAN, true);
        stage.until(() -> table().getItems().size() == 1);
        stage.onFx(() -> table().getSelectionModel().select(0));
        stage.until(() -> !button(stage.scene(), "#tax-withdraw").isDisabled());
        stage.onFx(() -> button(stage.scene(), "#tax-withdraw").fire());
        Scene question = stage.window("#confirm-withdraw");
        stage.until(() -> text(question, "#money-look").contains("offener Entwurf in EUR ist neu zu berechnen"));
        stage.picture("tax-withdraw-german", question);
        var loss = draft("berlin").tax();
        assertThat(text(question, "#money-look"))
                .contains(String.format(java.util.Locale.GERMANY, "%,.2f", loss) + "\u00a0€ → 0,00\u00a0€");
    }

    private Invoice draft(String customer) {
        return books.workspace().invoices().find(Long.toString(invoice(customer)));
    }

    /** Its draft, rated again as the person who finalises it has to. */
    private Invoice again(String customer) {
        var database = books.workspace().database();
        new DraftRefresh(database, new SubscriptionRating(database, TestBooks.CLOCK), TestBooks.CLOCK)
                .refresh(invoice(customer), null);
        return draft(customer);
    }

    private static String changed(BigDecimal before, BigDecimal after) {
        return euro(before) + " → " + euro(after) + " (";
    }

    private static String euro(BigDecimal amount) {
        return java.text.NumberFormat.getCurrencyInstance(java.util.Locale.US)
                .format(amount)
                .replace("$", "€");
    }

    private static TaxRegister ask() {
        return new TaxRegister() {
            @Override
            public String name() {
                return "none";
            }

            @Override
            public TaxNumberAnswer ask(TaxNumbers.TaxNumber number, TaxNumbers.@Nullable TaxNumber asking) {
                throw new AssertionError("nobody asked");
            }
        };
    }

    @Test
    void whoMayNotSeesWhyAndHasNoButtons() throws Exception {
        show(Language.ENGLISH, false);
        stage.until(() -> table().getItems().size() == 1 && text(".quota-pane").contains("Only admins set tax rates"));
        assertThat(stage.scene().lookup("#tax-set")).isNull();
        part("customers");
        stage.until(() -> table().getItems().size() == 5);
        stage.onFx(() -> table().getSelectionModel().select(0));
        stage.until(() -> text("#tax-card").contains("Finance and admins check numbers"));
        assertThat(stage.scene().lookup("#tax-check")).isNull();
    }

    /** As the window does it: the choice leads to a place, which is then shown. */
    private void part(String part) throws Exception {
        stage.onFx(() -> {
            ((ToggleButton) stage.scene().lookup("#part-" + part)).fire();
            stage.screen().show(stage.visited.getLast());
            stage.screen().activate();
        });
    }

    private TableView<?> table() {
        return (TableView<?>) stage.scene().lookup(".data-table-view");
    }

    @SuppressWarnings("unchecked")
    private ComboBox<ReportPeriod> periods() {
        return (ComboBox<ReportPeriod>) stage.scene().lookup("#tax-period");
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static TextField field(Scene scene, String id) {
        return (TextField) scene.lookup(id);
    }

    private String text(String id) {
        return text(stage.scene(), id);
    }

    /** Nothing while it is not laid out. */
    private static String text(Scene scene, String id) {
        @Nullable Node node = scene.lookup(id);
        var words = new StringBuilder();
        if (node != null) {
            node.lookupAll(".label")
                    .forEach(each -> words.append(((Label) each).getText()).append('\n'));
        }
        return words.toString();
    }
}
