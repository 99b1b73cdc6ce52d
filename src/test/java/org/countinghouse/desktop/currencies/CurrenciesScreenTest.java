package org.countinghouse.desktop.currencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRateList;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.currency.RateSource;
import org.countinghouse.desktop.TestBooks;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.usage.ScreenStage;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The currencies screen in a window on a real database, with sources of our own. */
class CurrenciesScreenTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

    @TempDir
    private Path folder;

    private TestBooks books;
    private ScreenStage stage;
    private ExchangeRates rates;

    @BeforeEach
    void open() throws Exception {
        books = TestBooks.open();
        rates = new ExchangeRates(
                books.workspace().database(), List.of(source("Market", "1.20"), broken()), TestBooks.CLOCK);
    }

    private static RateSource source(String name, String rate) {
        return new RateSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<ExchangeRate> ofEuro(Set<String> wanted) {
                return List.of(new ExchangeRate("EUR", "USD", TODAY, new BigDecimal(rate), name));
            }
        };
    }

    private static RateSource broken() {
        return new RateSource() {
            @Override
            public String name() {
                return "Away";
            }

            @Override
            public List<ExchangeRate> ofEuro(Set<String> wanted) {
                throw new Failure("currency.source", "Away does not answer.", "Try again later.");
            }
        };
    }

    private void show(boolean maySet) throws Exception {
        var database = books.workspace().database();
        var services = new CurrenciesServices(
                ExchangeRateList.of(database, TestBooks.CLOCK),
                rates,
                TestBooks.CLOCK,
                maySet,
                heard -> database.listen("currency", heard));
        stage = ScreenStage.open(ListScreen.LAYOUT, context -> new CurrenciesView(context, services));
    }

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
        books.close();
    }

    @Test
    void sourcesAreAskedARateIsSetByHandGoesFirstAndConvertsBothWays() throws Exception {
        show(true);
        stage.until(() -> button(stage.scene(), "#currency-update") != null);
        stage.onFx(() -> button(stage.scene(), "#currency-update").fire());
        stage.until(() -> table().getItems().size() == 1);
        stage.onFx(() -> table().getSelectionModel().select(0));
        stage.until(() -> label("#convert-worth").equals("$120.00"));
        stage.until(() -> button(stage.scene(), "#currency-set-pair") != null);
        stage.onFx(() -> button(stage.scene(), "#currency-set-pair").fire());
        Scene form = stage.window("#confirm-rate");
        stage.onFx(() -> field(form, "#set-rate").setText("1.5"));
        stage.until(() -> text(form, "#set-effect").contains("+25% against that. Is the rate of the right direction?"));
        stage.onFx(() -> field(form, "#set-rate").setText("1.25"));
        stage.onFx(() -> field(form, "#set-note").setText("Bank’s own rate"));
        stage.until(() -> text(form, "#set-effect").contains("+4.2% against that"));
        stage.picture("currency-set", form);
        stage.onFx(() -> button(form, "#confirm-rate").fire());
        stage.until(() -> table().getItems().size() == 2);
        stage.until(() -> label("#convert-worth").equals("$125.00"));
        assertThat(states()).containsExactlyInAnyOrder(ExchangeRateRow.State.IN_FORCE, ExchangeRateRow.State.BEHIND);
        stage.picture("currencies");
        stage.onFx(() -> {
            field(stage.scene(), "#convert-base").setText("usd");
            field(stage.scene(), "#convert-quote").setText("eur");
        });
        stage.until(() -> label("#convert-worth").equals("€80.00"));
        stage.onFx(() -> ((ToggleButton) stage.scene().lookup("#show-in-force")).fire());
        stage.until(() -> states().equals(List.of(ExchangeRateRow.State.IN_FORCE)));
        assertThat(stage.failures).isEmpty();
    }

    @Test
    void aFileIsLoadedAndASourceThatIsAwayIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("rates.xml"), """
                <Envelope><Cube><Cube time="2026-10-30"><Cube currency="USD" rate="1.1"/><Cube currency="CHF" rate="0.9"/>
                </Cube></Cube></Envelope>""");
        rates.load(new ByteArrayInputStream(Files.readAllBytes(file)), "rates.xml");
        rates = new ExchangeRates(books.workspace().database(), List.of(broken()), TestBooks.CLOCK);
        show(true);
        stage.until(() -> table().getItems().size() == 2);
        assertThat(states()).containsOnly(ExchangeRateRow.State.IN_FORCE);
        stage.onFx(() -> button(stage.scene(), "#currency-update").fire());
        stage.until(() -> !stage.failures.isEmpty() && !stage.notices.isEmpty());
        assertThat(stage.notices.getLast()).contains("nobody told any of USD");
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains("CHF");
    }

    @Test
    void whoOnlyLooksConverts() throws Exception {
        rates.set("EUR", "USD", TODAY, new BigDecimal("2"), "");
        show(false);
        stage.until(() -> text(stage.scene(), ".quota-pane").contains("Finance and admins set"));
        assertThat(button(stage.scene(), "#currency-set")).isNull();
        stage.onFx(() -> field(stage.scene(), "#convert-amount").setText("7"));
        stage.until(() -> label("#convert-worth").equals("$14.00"));
    }

    private List<ExchangeRateRow.State> states() {
        return table().getItems().stream().map(ExchangeRateRow::state).toList();
    }

    @SuppressWarnings("unchecked")
    private TableView<ExchangeRateRow> table() {
        return (TableView<ExchangeRateRow>) stage.scene().lookup(".data-table-view");
    }

    private String label(String id) {
        return stage.scene().lookup(id) instanceof Label label ? label.getText() : "";
    }

    private static Button button(Scene scene, String id) {
        return (Button) scene.lookup(id);
    }

    private static TextField field(Scene scene, String id) {
        return (TextField) scene.lookup(id);
    }

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
