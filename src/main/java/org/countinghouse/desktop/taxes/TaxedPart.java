package org.countinghouse.desktop.taxes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxedCustomerRow;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ActionButton;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.list.SidePane;
import org.countinghouse.desktop.common.table.DataColumn;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Customers with their tax numbers and exemptions, and how the one that is looked at is taxed. */
final class TaxedPart extends ListScreen<TaxedCustomerRow> {
    /** What is shown beside the list. */
    private record Detail(TaxedCustomerRow row, CustomerTaxes.Standing standing) {}

    private final Texts texts;
    private final TaxWords words;
    private final ListModel<TaxedCustomerRow, Detail> model;
    private final TaxingModel taxing;
    private final Action open;

    TaxedPart(ScreenContext context, TaxesServices services) {
        this(
                context,
                services,
                new ListModel<>(
                        "taxes.part.customers",
                        services.customers(),
                        services.listenCustomers(),
                        row -> row == null
                                ? null
                                : new Detail(row, services.taxing().taxes().of(row.externalId())),
                        context));
    }

    private TaxedPart(ScreenContext context, TaxesServices services, ListModel<TaxedCustomerRow, Detail> model) {
        super(context, "taxes-customers", model);
        this.texts = context.texts();
        this.words = new TaxWords(texts, context.formats());
        this.model = model;
        this.taxing = new TaxingModel(services.taxing(), context, model::refresh);
        this.open = Action.of("tax.customer", TaxesView.SCREEN, Feather.USER, "Shortcut+Enter", this::open)
                .enabledWhen(Bindings.isNotNull(model.current()));
    }

    @Override
    protected List<DataColumn<TaxedCustomerRow>> columns() {
        return List.of(
                DataColumn.text("name", "taxes.customer", 200, TaxedCustomerRow::name),
                DataColumn.text("country", "taxes.country", 150, row -> words.country(row.country())),
                DataColumn.code("number", "taxes.number", 140, TaxedCustomerRow::taxId),
                DataColumn.status(
                        "answer", "taxes.answer", 150, row -> words.status(row.answer()), row -> code(row.answer())),
                DataColumn.status(
                        "treatment",
                        "taxes.treatment",
                        150,
                        row -> words.status(row.treatment()),
                        row -> row.treatment().code()),
                DataColumn.date("ends", "taxes.ends", 115, TaxedCustomerRow::endsOn),
                DataColumn.instant("checked", "taxes.checked-at", 205, TaxedCustomerRow::checkedAt),
                DataColumn.code("customer", "taxes.customer.id", 130, TaxedCustomerRow::externalId));
    }

    private static String code(TaxedCustomerRow.Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected EmptyState noneYet() {
        return new EmptyState(
                Tone.NEUTRAL, Feather.USERS, texts.get("customers.none.title"), texts.get("customers.none.text"));
    }

    @Override
    protected Optional<Node> beside() {
        var pane = new Pane();
        model.detail().addListener((_, _, detail) -> pane.show(detail));
        pane.show(model.detail().get());
        return Optional.of(pane);
    }

    @Override
    protected List<Action> rowActions() {
        return List.of(open);
    }

    private void open() {
        TaxedCustomerRow row = model.current().get();
        if (row != null) {
            context().navigator().go(Location.of("customers", "customer", Long.toString(row.id())));
        }
    }

    private final class Pane extends SidePane {
        private final TaxCard card = new TaxCard(context(), taxing);

        private void show(@Nullable Detail detail) {
            if (detail == null) {
                showParts(List.of(Questions.sentence(texts.get("taxes.customers.nothing"), "muted")));
                return;
            }
            card.show(detail.row().externalId(), detail.row().name(), detail.standing());
            showParts(List.of(
                    head(
                            detail.row().name(),
                            Questions.sentence(detail.row().externalId(), "muted"),
                            buttons(List.of(new ActionButton(open, texts)))),
                    card));
        }
    }
}
