package org.countinghouse.desktop.sellers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import org.countinghouse.billing.BillingEntityRow;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.kordamp.ikonli.feather.Feather;

/** The list of billing entities, and the one that is looked at beside it. */
public final class SellersView extends ListScreen<BillingEntityRow> {
    /** Name of this screen. */
    public static final String SCREEN = SellersModel.SCREEN;

    private final Texts texts;
    private final SellersModel model;
    private final List<Action> bar;
    private final List<Action> ofRow;

    public SellersView(ScreenContext context, SellersServices services) {
        this(context, new SellersModel(services, context));
    }

    private SellersView(ScreenContext context, SellersModel model) {
        super(context, SCREEN, model.list());
        this.texts = context.texts();
        this.model = model;
        bar = model.mayChange()
                ? List.of(Action.of("seller.add", SCREEN, Feather.PLUS, "Shortcut+N", this::add)
                        .enabledWhen(model.list().idle()))
                : List.of();
        ofRow = model.mayChange()
                ? List.of(
                        Action.of("seller.change", SCREEN, Feather.EDIT_2, "Shortcut+L", this::change)
                                .enabledWhen(model.list().detail().isNotNull()),
                        Action.of("seller.rules", SCREEN, Feather.SLIDERS, null, this::rules)
                                .enabledWhen(model.list().detail().isNotNull()))
                : List.of();
    }

    @Override
    protected List<DataColumn<BillingEntityRow>> columns() {
        return List.of(
                DataColumn.code("code", "sellers.code", 110, row -> row.entity().code()),
                DataColumn.text("name", "sellers.name", 220, row -> row.entity().name()),
                DataColumn.text(
                        "country", "sellers.country", 90, row -> row.entity().country()),
                DataColumn.code(
                        "number", "sellers.tax-number", 140, row -> row.entity().taxId()),
                DataColumn.rate(
                        "terms",
                        "sellers.terms.days",
                        130,
                        row -> BigDecimal.valueOf(row.entity().paymentTermsDays())),
                DataColumn.code(
                        "prefix",
                        "sellers.prefix.invoices",
                        130,
                        row -> row.entity().invoicePrefix()),
                DataColumn.number("customers", "sellers.customers", 110, row -> BigDecimal.valueOf(row.customers())));
    }

    @Override
    protected EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL, Feather.BRIEFCASE, texts.get("sellers.none.title"), texts.get("sellers.none.text"));
        return model.mayChange() ? nothing.offer(texts.get("action.seller.add"), this::add) : nothing;
    }

    @Override
    protected Optional<Node> beside() {
        return Optional.of(new SellerPane(context(), model, rowButtons()));
    }

    @Override
    protected List<Action> barActions() {
        return bar;
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }

    private void add() {
        SellerDialog.ask(context(), window(), model, null);
    }

    private void rules() {
        SellersModel.Detail detail = model.list().detail().get();
        if (detail != null) {
            RulesDialog.ask(context(), window(), model, detail.rules());
        }
    }

    /** As it is now, not as it was listed. */
    private void change() {
        SellersModel.Detail detail = model.list().detail().get();
        if (detail != null) {
            SellerDialog.ask(context(), window(), model, detail.row());
        }
    }
}
