package org.countinghouse.desktop.wallet;

import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.UsageCharge;
import org.countinghouse.billing.Wallets;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.table.PageTable;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A customer's prepaid money and credits with what was taken of them, on two cards, and what can be done about them. */
public final class WalletCards {
    private final ScreenContext context;
    private final WalletWords words;
    private final WalletViewModel model;
    private final FlowPane figures = new FlowPane();
    private final Label nothing = new Label();
    private final PageTable<Credits.Grant> grants;
    private final PageTable<Wallets.Entry> entries;
    private final PageTable<UsageCharge> charges;
    private final VBox grantsPart;
    private final VBox entriesPart;
    private final VBox wallet;
    private final VBox charged;
    private String name = "";
    private @Nullable WalletFacts shown;

    public WalletCards(ScreenContext context, WalletViewModel model) {
        this.context = context;
        this.model = model;
        this.words = new WalletWords(context.texts(), context.formats());
        grants = new PageTable<>(words.text("wallet.credits.none"), _ -> {});
        entries = new PageTable<>(words.text("wallet.entries.none"), _ -> {});
        charges = new PageTable<>(words.text("wallet.charges.none"), _ -> refund());
        grantColumns();
        entryColumns();
        chargeColumns();
        grantsPart = part("wallet.credits", grants);
        entriesPart = part("wallet.entries", entries);
        wallet = new VBox(heading("wallet.title", moveButtons()), figures, nothing, grantsPart, entriesPart);
        wallet.setId("wallet");
        wallet.getStyleClass().addAll("card", "table-card");
        charged = new VBox(heading("wallet.charges", refundButton()), charges);
        charged.setId("charged-usage");
        charged.getStyleClass().addAll("card", "table-card");
        figures.getStyleClass().add("wallet-figures");
        nothing.getStyleClass().addAll("muted", "wallet-nothing");
        nothing.setId("wallet-nothing");
        nothing.setWrapText(true);
        nothing.setMinHeight(Region.USE_PREF_SIZE);
        nothing.setText(words.text(model.mayMove() ? "wallet.none" : "wallet.none.look"));
    }

    /** In the order of the page. */
    public Node[] nodes() {
        return new Node[] {wallet, charged};
    }

    /** @param customerName for questions */
    public void show(String customerName, WalletFacts facts) {
        name = customerName;
        shown = facts;
        appear(nothing, facts.none());
        appear(figures, !facts.none());
        appear(grantsPart, !facts.grants().isEmpty());
        appear(entriesPart, !facts.none());
        appear(charged, !facts.charges().isEmpty());
        figures.getChildren().clear();
        for (String currency : facts.currencies()) {
            figures.getChildren()
                    .addAll(
                            figure(
                                    "wallet-balance-" + currency,
                                    words.text("wallet.balance"),
                                    words.money(facts.balance(currency), currency)),
                            figure(
                                    "wallet-credits-" + currency,
                                    words.text("wallet.left"),
                                    words.money(facts.creditsLeft(currency), currency)));
        }
        grants.show(facts.grants());
        entries.show(facts.entries());
        charges.show(facts.charges());
    }

    private static void appear(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    private static VBox figure(String id, String title, String amount) {
        var label = new Label(title);
        label.getStyleClass().add("overline");
        var value = new Label(amount);
        value.setId(id);
        value.getStyleClass().add("wallet-amount");
        label.setLabelFor(value);
        return new VBox(label, value);
    }

    private VBox part(String key, Node table) {
        var title = new Label(words.text(key));
        title.getStyleClass().addAll("overline", "wallet-part");
        return new VBox(title, table);
    }

    private HBox heading(String key, Node... buttons) {
        var label = new Label(words.text(key));
        label.getStyleClass().add("card-title");
        label.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var heading = new HBox(label, gap);
        heading.getChildren().addAll(buttons);
        heading.setAlignment(Pos.CENTER_LEFT);
        heading.getStyleClass().add("card-heading");
        return heading;
    }

    private void grantColumns() {
        grants.setId("credits");
        grants.setAccessibleText(words.text("wallet.credits"));
        grants.high()
                .node(words.text("wallet.left.column"), 120, this::left)
                .node(words.text("customers.status"), 130, row -> new StatusPill(words.status(row, holds(row))))
                .node(words.text("wallet.ends"), 212, row -> new Label(words.ends(row)))
                .text(words.text("wallet.reason"), 200, Credits.Grant::reason);
    }

    private Node left(Credits.Grant grant) {
        return lines(
                words.money(grant.remaining(), grant.currency()),
                words.text("wallet.left.of", words.money(grant.amount(), grant.currency())));
    }

    /** Something, and below it in smaller letters what goes with it. */
    private static VBox lines(String first, String second) {
        var below = new Label(second);
        below.getStyleClass().add("cell-below");
        var lines = new VBox(new Label(first), below);
        lines.setAlignment(Pos.CENTER_LEFT);
        return lines;
    }

    private boolean holds(Credits.Grant grant) {
        return Objects.requireNonNull(shown).holds(grant);
    }

    private void entryColumns() {
        entries.setId("wallet-entries");
        entries.setAccessibleText(words.text("wallet.entries"));
        entries.high()
                .node(words.text("wallet.kind"), 174, row -> lines(words.kind(row.kind()), words.moment(row.at())))
                .number(words.text("wallet.change"), 115, row -> words.change(row.amount(), row.currency()))
                .number(words.text("wallet.then"), 115, row -> words.money(row.balance(), row.currency()))
                .text(words.text("wallet.note"), 200, row -> words.note(row, Objects.requireNonNull(shown)));
    }

    private void chargeColumns() {
        charges.setId("charges");
        charges.setAccessibleText(words.text("wallet.charges"));
        charges.high()
                .node(words.text("wallet.event"), 174, row -> lines(row.event(), words.moment(row.occurredAt())))
                .number(words.text("wallet.amount"), 110, row -> words.money(row.amount(), row.currency()))
                .text(words.text("wallet.method"), 106, row -> words.method(row.method()))
                .node(words.text("customers.status"), 132, row -> new StatusPill(words.status(row.status())))
                .text(words.text("wallet.why"), 170, words::reason);
    }

    private Node[] moveButtons() {
        if (!model.mayMove()) {
            return new Node[0];
        }
        return new Node[] {
            button("wallet-top-up", "wallet.topup", Feather.PLUS, () -> move(MoveForm.What.TOP_UP)),
            button("wallet-grant", "wallet.grant", Feather.GIFT, () -> move(MoveForm.What.GRANT))
        };
    }

    private Node[] refundButton() {
        if (!model.mayMove()) {
            return new Node[0];
        }
        var refund = button("wallet-refund", "wallet.refund", Feather.CORNER_UP_LEFT, this::refund);
        var chosen = charges.getSelectionModel().selectedItemProperty();
        refund.disableProperty().unbind();
        refund.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.acting().get() || chosen.get() == null || !Refund.possible(chosen.get()),
                        model.acting(),
                        chosen));
        refund.setTooltip(new Tooltip(words.text("wallet.refund.tip")));
        return new Node[] {refund};
    }

    private Button button(String id, String key, Feather icon, Runnable pressed) {
        var button = new Button(words.text(key), new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty().bind(model.acting());
        button.setOnAction(_ -> pressed.run());
        return button;
    }

    private void move(MoveForm.What what) {
        WalletFacts facts = shown;
        if (facts != null && !model.acting().get()) {
            model.fresh(
                    facts,
                    now -> MoveDialog.ask(
                            context,
                            wallet.getScene().getWindow(),
                            what,
                            name,
                            now,
                            what == MoveForm.What.TOP_UP ? model::topUp : model::grant));
        }
    }

    private void refund() {
        WalletFacts facts = shown;
        UsageCharge charge = charges.getSelectionModel().getSelectedItem();
        if (facts != null
                && charge != null
                && model.mayMove()
                && !model.acting().get()
                && Refund.possible(charge)) {
            model.fresh(
                    facts,
                    charge,
                    refund -> RefundQuestion.ask(
                            context,
                            charged.getScene().getWindow(),
                            refund,
                            reason -> model.refund(refund.charge(), reason)));
        }
    }
}
