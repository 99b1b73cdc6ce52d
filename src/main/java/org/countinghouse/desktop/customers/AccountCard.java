package org.countinghouse.desktop.customers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.CustomerAccounts;
import org.countinghouse.billing.Estimate;
import org.countinghouse.customers.SubscriptionFacts;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.SidePane;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.kordamp.ikonli.feather.Feather;

/** What a customer owes, what of it is overdue, and what its running periods come to. */
final class AccountCard extends VBox {
    private final Texts texts;
    private final Formats formats;
    private final CustomerWords words;
    private final CustomersViewModel model;

    AccountCard(Texts texts, Formats formats, CustomerWords words, CustomersViewModel model) {
        this.texts = texts;
        this.formats = formats;
        this.words = words;
        this.model = model;
        setId("account");
        getStyleClass().add("quota-section");
    }

    /** @param subscriptions of the customer, which know the names of plans */
    void show(CustomerAccounts.Account account, List<SubscriptionFacts> subscriptions) {
        getChildren().clear();
        if (account.balances().isEmpty()) {
            getChildren().add(Questions.sentence(texts.get("customers.account.none"), "muted"));
        }
        account.balances().forEach(balance -> getChildren().add(balance(balance)));
        account.running().forEach(estimate -> getChildren().add(running(estimate, subscriptions)));
        var links = new FlowPane(
                link("account-statement", "customers.account.statement", model::openStatement),
                link("account-ageing", "customers.account.ageing", model::openAgeing));
        links.setHgap(14);
        getChildren().add(links);
    }

    private HBox balance(CustomerAccounts.Balance balance) {
        var open = Questions.sentence(money(balance.open(), balance.currency()), "quota-used");
        boolean late = balance.overdue().signum() > 0;
        var pill = new StatusPill(
                late
                        ? new Status(
                                Tone.DANGER,
                                Feather.ALERT_CIRCLE,
                                texts.get("customers.account.overdue", money(balance.overdue(), balance.currency())))
                        : new Status(Tone.NEUTRAL, Feather.CLOCK, texts.get("customers.account.open")));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        return SidePane.line(open, pill);
    }

    private VBox running(Estimate estimate, List<SubscriptionFacts> subscriptions) {
        String currency = estimate.result().currency().getCode();
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        line(
                grid,
                texts.get("customers.account.so-far"),
                money(estimate.result().total(), currency));
        line(grid, texts.get("customers.account.expected"), money(estimate.projectedTotal(), currency));
        return SidePane.section(
                texts.get(
                        "customers.account.running",
                        subscriptions.stream()
                                .filter(each -> each.plan().equals(estimate.plan()))
                                .map(SubscriptionFacts::planName)
                                .findFirst()
                                .orElse(estimate.plan()),
                        words.period(estimate.period().from(), estimate.period().to())),
                grid);
    }

    private static void line(GridPane grid, String name, String amount) {
        var label = Questions.sentence(name, "fact-label");
        GridPane.setHgrow(label, Priority.ALWAYS);
        grid.addRow(grid.getRowCount(), label, SidePane.figure(amount, "quota-limit"));
    }

    private Hyperlink link(String id, String key, Runnable run) {
        var link = new Hyperlink(texts.get(key));
        link.setId(id);
        link.setOnAction(_ -> run.run());
        return link;
    }

    String money(BigDecimal amount, String currency) {
        var unit = CurrencyUnit.of(currency);
        return formats.money(BigMoney.of(unit, amount.setScale(unit.getDecimalPlaces(), RoundingMode.HALF_UP)));
    }

    /** All of it in a few words, for the header. */
    String inWords(List<CustomerAccounts.Balance> balances) {
        return balances.isEmpty()
                ? texts.get("customers.account.nothing")
                : String.join(
                        " · ",
                        balances.stream()
                                .map(each -> money(each.open(), each.currency()))
                                .toList());
    }
}
