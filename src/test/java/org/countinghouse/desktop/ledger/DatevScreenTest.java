package org.countinghouse.desktop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.countinghouse.billing.BilledWorld;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.usage.ScreenStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal for DATEV is written from the ledger screen, after a look at what goes into it. */
class DatevScreenTest {
    @TempDir
    private Path folder;

    private BilledWorld world;
    private ScreenStage stage;
    private LedgerView view;

    @BeforeEach
    void open() {
        world = BilledWorld.fresh();
        world.subscribe("acme", "mixed");
        world.billOctober();
        new InvoiceLife(world.database(), world.clock())
                .pay(world.invoiceOf("acme").id(), null, null, "bank-1");
    }

    private void show(Language language) throws Exception {
        var reports = new LedgerReports(world.database());
        var services = new LedgerServices(
                reports,
                new Recognition(world.database(), world.clock()),
                new DatevFile(reports, world.clock()),
                true,
                heard -> world.database().listen("invoice", heard));
        stage = ScreenStage.open(
                "/fxml/ledger.fxml",
                context -> view = new LedgerView(LedgerScreenTest.now(context), services),
                language,
                ZoneOffset.UTC);
        stage.until(() -> view.model().content().get() instanceof LedgerViewModel.Content.Shown);
        stage.onFx(() -> view.model().report().set(ReportKind.JOURNAL));
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        world.close();
    }

    private Scene ask() throws Exception {
        stage.onFx(() -> ((Button) stage.scene().lookup("#ledger-datev")).fire());
        return stage.window("#confirm-datev");
    }

    @Test
    void whatIsShownIsWhatIsWritten() throws Exception {
        show(Language.ENGLISH);
        Path file = folder.resolve("EXTF_Buchungsstapel.csv");
        var proposed = new String[1];
        stage.onFx(() -> view.placesBy(name -> {
            proposed[0] = name;
            return Optional.of(file);
        }));
        Scene form = ask();
        stage.until(() -> words(form).contains("go into the file"));
        assertThat(button(form).isDisabled()).as("to whom").isTrue();
        stage.onFx(() -> {
            field(form, "#datev-consultant").setText("29098");
            field(form, "#datev-client").setText("0");
            assertThat(button(form).isDisabled())
                    .as("no client has this number")
                    .isTrue();
            field(form, "#datev-client").setText("55003");
            assertThat(button(form).isDisabled()).isFalse();
            // Nothing is booked in October.
            ((DatePicker) form.lookup("#datev-until")).setValue(LocalDate.of(2026, 10, 31));
        });
        stage.until(() -> words(form).contains("0 postings go into the file"));
        assertThat(button(form).isDisabled()).isTrue();
        stage.onFx(() -> ((DatePicker) form.lookup("#datev-until")).setValue(LocalDate.of(2027, 1, 31)));
        stage.until(() -> words(form).contains("A batch of postings is of one year"));
        stage.onFx(() -> ((DatePicker) form.lookup("#datev-until")).setValue(LocalDate.of(2026, 11, 2)));
        stage.until(() -> !button(form).isDisabled());
        String shown = words(form);
        stage.picture("ledger-datev", form);
        stage.onFx(() -> button(form).fire());
        stage.until(() -> !stage.notices.isEmpty());
        assertThat(proposed[0]).isEqualTo("EXTF_Buchungsstapel_main_2026-01-01_2026-11-02.csv");
        var lines =
                List.of(Files.readString(file, Charset.forName("windows-1252")).split("\r\n"));
        assertThat(shown)
                .contains(lines.size() - 2 + " postings go into the file")
                .contains("Sum of debits\n" + euro(sum(lines, "\"S\"")))
                .contains("Sum of credits\n" + euro(sum(lines, "\"H\"")))
                .contains("Payment, postings: 1\n€154.66");
        assertThat(lines.getFirst()).contains(";29098;55003;");
        assertThat(stage.failures).isEmpty();

        Scene again = ask();
        assertThat(field(again, "#datev-consultant").getText()).as("remembered").isEqualTo("29098");
    }

    @Test
    void itIsForTheJournalAndInGerman() throws Exception {
        show(Language.GERMAN);
        assertThat(stage.scene().lookup("#ledger-datev").isVisible()).isTrue();
        // More columns than the window has room for: they are scrolled to, not cut.
        var report = (TableView<?>) stage.scene().lookup("#report");
        stage.until(() -> report.getColumns().size() > 12
                && report.getColumns().stream().allMatch(column -> column.getWidth() == column.getPrefWidth()));
        stage.picture("ledger-journal-german");
        Scene form = ask();
        stage.until(() -> words(form).contains("Buchungen kommen in die Datei"));
        stage.picture("ledger-datev-german", form);
        stage.onFx(() -> view.model().report().set(ReportKind.AGEING));
        assertThat(stage.scene().lookup("#ledger-datev").isVisible()).isFalse();
        assertThat(stage.failures).isEmpty();
    }

    private static BigDecimal sum(List<String> lines, String side) {
        return lines.stream()
                .skip(2)
                .map(line -> line.split(";", -1))
                .filter(fields -> fields[1].equals(side))
                .map(fields -> new BigDecimal(fields[0].replace(',', '.')))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String euro(BigDecimal amount) {
        return java.text.NumberFormat.getCurrencyInstance(Locale.US)
                .format(amount)
                .replace("$", "€");
    }

    private static Button button(Scene scene) {
        return (Button) scene.lookup("#confirm-datev");
    }

    private static TextField field(Scene scene, String id) {
        return (TextField) scene.lookup(id);
    }

    private static String words(Scene scene) {
        return scene.lookup("#money-look").lookupAll(".label").stream()
                .map(each -> ((Labeled) each).getText())
                .collect(Collectors.joining("\n"));
    }
}
