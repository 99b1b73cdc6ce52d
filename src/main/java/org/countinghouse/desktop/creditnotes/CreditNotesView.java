package org.countinghouse.desktop.creditnotes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.countinghouse.billing.CreditNoteList.Effect;
import org.countinghouse.billing.CreditNoteRow;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.desktop.invoices.CreditNoteActions;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The list of credit notes, and the one that is looked at beside it. */
public final class CreditNotesView extends ListScreen<CreditNoteRow> {
    private final Texts texts;
    private final CreditNotesModel model;
    private final CreditNoteActions documents;
    private final List<Action> ofRow = new ArrayList<>();
    /** Null: all credit notes. */
    private final Map<@Nullable Effect, ToggleButton> choices = new HashMap<>();

    public CreditNotesView(ScreenContext context, CreditNotesServices services) {
        this(context, new CreditNotesModel(services, context));
    }

    private CreditNotesView(ScreenContext context, CreditNotesModel model) {
        super(context, CreditNotesModel.SCREEN, model.list());
        this.texts = context.texts();
        this.model = model;
        var services = model.services();
        documents =
                new CreditNoteActions(context, services.pdf(), services.mail(), model.list()::refresh, this::window);
        command("invoice", Feather.FILE_TEXT, "Shortcut+Enter", model::openInvoice);
        command("customer", Feather.USER, null, model::openCustomer);
        command("pdf", Feather.DOWNLOAD, "Shortcut+S", () -> model.withShown(shown -> documents.save(shown.note())));
        if (services.maySend()) {
            command(
                    "send",
                    Feather.MAIL,
                    "Shortcut+Shift+S",
                    () -> model.withShown(shown -> documents.send(shown.note())));
        }
    }

    private void command(String id, Feather icon, @Nullable String keys, Runnable run) {
        ofRow.add(Action.of("credit-note." + id, CreditNotesModel.SCREEN, icon, keys, run)
                .enabledWhen(model.list().detail().isNotNull()));
    }

    @Override
    protected List<DataColumn<CreditNoteRow>> columns() {
        return List.of(
                DataColumn.code("number", "credit-notes.number", 150, CreditNoteRow::number),
                DataColumn.text("customer", "credit-notes.customer", 165, CreditNoteRow::customerName),
                DataColumn.date("issued_on", "credit-notes.issued", 112, CreditNoteRow::issuedOn),
                DataColumn.money("total", "credit-notes.total", 104, CreditNoteRow::total),
                DataColumn.code("invoice", "credit-notes.invoice", 176, CreditNoteRow::invoiceNumber),
                DataColumn.money("to_receivable", "credit-notes.to-receivable", 140, CreditNoteRow::toReceivable),
                DataColumn.money("to_wallet", "credit-notes.to-wallet", 130, CreditNoteRow::toWallet),
                DataColumn.text("reason", "credit-notes.reason", 200, CreditNoteRow::reason),
                DataColumn.money("net", "credit-notes.net", 110, CreditNoteRow::net),
                DataColumn.money("tax", "credit-notes.tax", 100, CreditNoteRow::tax),
                DataColumn.code(
                        "currency",
                        "credit-notes.currency",
                        90,
                        row -> row.total().getCurrencyUnit().getCode()),
                DataColumn.code("customer_id", "credit-notes.customer-id", 130, CreditNoteRow::customer),
                DataColumn.text("by", "credit-notes.by", 120, CreditNoteRow::by));
    }

    @Override
    protected EmptyState noneYet() {
        return new EmptyState(
                        Tone.NEUTRAL,
                        Feather.FILE_MINUS,
                        texts.get("credit-notes.none.title"),
                        texts.get("credit-notes.none.text"))
                .offer(
                        texts.get("credit-notes.none.invoices"),
                        () -> context().navigator().go("invoices"));
    }

    @Override
    protected List<Node> above() {
        var group = new ToggleGroup();
        var bar = new HBox(choice(group, null));
        for (Effect effect : Effect.values()) {
            bar.getChildren().add(choice(group, effect));
        }
        bar.getStyleClass().add("choices");
        model.list().table().filter().addListener((_, _, filter) -> showChoice(filter));
        showChoice(model.list().table().filter().get());
        table().onOpen(model::openInvoice);
        return List.of(line(bar));
    }

    private ToggleButton choice(ToggleGroup group, @Nullable Effect effect) {
        String name = effect == null ? "ALL" : effect.name();
        var choice = new ToggleButton(texts.get("credit-notes.show." + name));
        choice.setId("show-" + name);
        choice.getStyleClass().add("choice");
        choice.setMinWidth(Region.USE_PREF_SIZE);
        choice.setToggleGroup(group);
        choice.setOnAction(_ -> {
            choice.setSelected(true);
            model.choose(effect);
        });
        choices.put(effect, choice);
        return choice;
    }

    /** None, when the filter asks something else. */
    private void showChoice(Filter filter) {
        choices.forEach((effect, choice) -> choice.setSelected(filter.conditions()
                .equals(effect == null ? List.of() : effect.filter().conditions())));
    }

    @Override
    protected Optional<Node> beside() {
        return Optional.of(new CreditNotePane(context(), model, rowButtons()));
    }

    @Override
    public void show(Location location) {
        model.show(location);
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }
}
