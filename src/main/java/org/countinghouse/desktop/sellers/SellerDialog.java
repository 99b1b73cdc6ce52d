package org.countinghouse.desktop.sellers;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.BillingEntities;
import org.countinghouse.billing.BillingEntityRow;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.desktop.common.DueExample;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.taxes.CountryField;
import org.countinghouse.desktop.taxes.DraftsLook;
import org.jspecify.annotations.Nullable;

/** Asks for a billing entity, and shows the numbers that its documents would get. */
final class SellerDialog {
    private static final double WIDTH = 600;
    private static final String UTC = "UTC";
    private static final BigDecimal LONGEST_TERMS = BigDecimal.valueOf(365);

    private final ScreenContext context;
    private final Texts texts;
    private final SellersModel model;
    private final @Nullable BillingEntityRow row;
    private final TextField code;
    private final TextField name;
    private final TextArea address;
    private final CountryField country;
    private final TextField taxNumber;
    private final TextField email;
    private final TextArea bank;
    private final TextField terms;
    private final ComboBox<String> zone = new ComboBox<>();
    private final TextField invoices;
    private final TextField creditNotes;
    private final Label numbers = Questions.sentence("", "muted");
    private final Label due = Questions.sentence("", "muted");
    private final MoneyLook<TaxEffects.Effect> drafts;
    private final Button confirm;
    /** The country that drafts are looked at for. */
    private String lookedAt = "";

    private SellerDialog(ScreenContext context, Window owner, SellersModel model, @Nullable BillingEntityRow row) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        this.row = row;
        BillingEntity now = row == null
                ? new BillingEntity("", "", "", "", "", "", "", 30, "INV-", own(), List.of())
                : row.entity();
        code = text("seller-code", now.code());
        code.setDisable(row != null);
        name = text("seller-name", now.name());
        address = area("seller-address", now.address());
        country = new CountryField(texts, "seller-country", now.country());
        taxNumber = text("seller-tax-number", now.taxId());
        email = text("seller-email", now.email());
        bank = area("seller-bank", now.bankDetails());
        terms = text("seller-terms", Integer.toString(now.paymentTermsDays()));
        invoices = text("seller-invoices", now.invoicePrefix());
        creditNotes = text("seller-credit-notes", row == null ? "CN-" : row.creditNotePrefix());
        zones(Objects.requireNonNullElse(now.timeZone(), UTC));
        numbers.setId("seller-next");
        due.setId("seller-due");
        drafts = DraftsLook.in(context);
        show(drafts, false);
        drafts.ready().addListener((_, _, _) -> hold());
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                row == null ? texts.get("sellers.add.title") : texts.get("sellers.change.title", now.name()),
                texts.get("sellers.go"),
                "confirm-seller",
                this::save,
                Questions.row(
                        Questions.field(texts.get("sellers.name"), name),
                        Questions.field(texts.get("sellers.code"), code)),
                Questions.row(
                        Questions.field(texts.get("sellers.address"), address),
                        Questions.field(texts.get("sellers.bank"), bank)),
                Questions.row(
                        country,
                        Questions.field(texts.get("sellers.tax-number"), taxNumber),
                        Questions.field(texts.get("sellers.email"), email)),
                Questions.row(
                        Questions.field(texts.get("sellers.terms.days"), terms),
                        Questions.field(texts.get("sellers.zone"), zone)),
                Questions.row(
                        Questions.field(texts.get("sellers.prefix.invoices"), invoices),
                        Questions.field(texts.get("sellers.prefix.credit-notes"), creditNotes)),
                numbers,
                due,
                drafts);
        for (TextField field : List.of(code, name, terms, invoices, creditNotes, country.input())) {
            field.textProperty().addListener((_, _, _) -> look());
        }
        zone.valueProperty().addListener((_, _, _) -> look());
        look();
        name.requestFocus();
    }

    /** Where the person is: a new seller's days begin there, unless another zone is chosen. */
    private String own() {
        String id = context.formats().zone().getId();
        return regional(id) ? id : UTC;
    }

    private static boolean regional(String id) {
        return id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/");
    }

    private void zones(String now) {
        var ids = new ArrayList<>(List.of(UTC, own(), now));
        ZoneId.getAvailableZoneIds().stream()
                .filter(SellerDialog::regional)
                .sorted()
                .forEach(ids::add);
        zone.setId("seller-zone");
        zone.getItems().setAll(ids.stream().distinct().toList());
        zone.setValue(now);
    }

    static void ask(ScreenContext context, Window owner, SellersModel model, @Nullable BillingEntityRow row) {
        new SellerDialog(context, owner, model, row);
    }

    private static TextField text(String id, String text) {
        var field = new TextField(text);
        field.setId(id);
        return field;
    }

    private static TextArea area(String id, String text) {
        var area = new TextArea(text);
        area.setId(id);
        area.setPrefRowCount(4);
        area.setPrefColumnCount(18);
        return area;
    }

    private Optional<Integer> days() {
        return context.formats()
                .read(terms.getText())
                .filter(days -> days.signum() >= 0 && days.compareTo(LONGEST_TERMS) <= 0 && days.scale() <= 0)
                .map(BigDecimal::intValue);
    }

    private void look() {
        boolean same = invoices.getText().strip().equals(creditNotes.getText().strip());
        lookAtDrafts();
        hold();
        lookAtTerms();
        int year = model.today(zone.getValue()).getYear();
        numbers.setText(
                same
                        ? texts.get("sellers.prefix.same")
                        : texts.get(
                                "sellers.prefix.text",
                                BillingEntities.first(invoices.getText().strip(), year),
                                BillingEntities.first(creditNotes.getText().strip(), year)));
    }

    private boolean good() {
        return !code.getText().isBlank()
                && !name.getText().isBlank()
                && country.known()
                && days().isPresent()
                && !invoices.getText().strip().equals(creditNotes.getText().strip());
    }

    private void hold() {
        confirm.setDisable(!good() || (drafts.isVisible() && !drafts.ready().get()));
    }

    /** Only another country changes how drafts are taxed. */
    private void lookAtDrafts() {
        BillingEntityRow before = row;
        boolean moves = before != null && good() && !before.entity().country().equals(country.country());
        if (before != null && moves && !(drafts.isVisible() && country.country().equals(lookedAt))) {
            lookedAt = country.country();
            drafts.look(model.changed(entity(), creditNotes.getText().strip(), before.revision()));
        }
        show(drafts, moves);
    }

    private static void show(Node node, boolean shown) {
        if (node.isVisible() != shown) {
            node.setVisible(shown);
            node.setManaged(shown);
            Questions.fit(node);
        }
    }

    /** When an invoice of today would be due. */
    private void lookAtTerms() {
        LocalDate today = model.today(zone.getValue());
        int now = row == null ? days().orElse(0) : row.entity().paymentTermsDays();
        due.setText(days().map(days -> DueExample.of(context, today, now, days)).orElse(""));
        Questions.fit(due);
    }

    private void save() {
        model.save(entity(), creditNotes.getText().strip(), row == null ? null : row.revision());
    }

    private BillingEntity entity() {
        return new BillingEntity(
                code.getText().strip(),
                name.getText().strip(),
                address.getText().strip(),
                country.country(),
                taxNumber.getText().strip(),
                email.getText().strip(),
                bank.getText().strip(),
                days().orElse(30),
                invoices.getText().strip(),
                zone.getValue(),
                List.of());
    }
}
