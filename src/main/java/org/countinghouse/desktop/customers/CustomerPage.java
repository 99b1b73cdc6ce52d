package org.countinghouse.desktop.customers;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.VBox;
import org.countinghouse.customers.SubscriptionFacts;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.PageTable;
import org.countinghouse.desktop.invoices.InvoiceStatuses;
import org.countinghouse.desktop.latefees.LateRulesCard;
import org.countinghouse.desktop.quotas.QuotaWords;
import org.countinghouse.desktop.taxes.TaxCard;
import org.countinghouse.desktop.wallet.WalletCards;
import org.countinghouse.insight.CustomerOverview.InvoiceFacts;

/** Everything about one customer, on cards: what it has and uses, what it paid, what happened, how it is billed. */
final class CustomerPage extends TabPane {
    private final Texts texts;
    private final Formats formats;
    private final CustomerWords words;
    private final CustomersViewModel model;
    private final PageTable<SubscriptionFacts> subscriptions;
    private final PageTable<InvoiceFacts> invoices;
    private final WalletCards wallet;
    private final UsageCard usage;
    private final LimitsCard limits;
    private final AccountCard account;
    private final PaymentTables payments;
    private final TimelineCard timeline;
    private final TaxCard tax;
    private final PayerCard payer;
    private final LateRulesCard late;
    private final LateUsageCard waiting;
    private final VBox waitingCard;
    private final ContactCard contact;

    CustomerPage(CustomersViewModel model, ScreenContext context, CustomerWords words) {
        this.texts = context.texts();
        this.formats = context.formats();
        this.words = words;
        this.model = model;
        subscriptions = new PageTable<>(
                texts.get("customers.subscriptions.none"), row -> model.openPlan(row.plan(), row.version()));
        invoices = new PageTable<>(texts.get("customers.invoices.none"), row -> model.openInvoice(row.id()));
        wallet = new WalletCards(context, model.moving());
        usage = new UsageCard(texts, formats, model);
        limits = new LimitsCard(texts, new QuotaWords(texts, formats), model::openLimits);
        account = new AccountCard(texts, formats, words, model);
        payments = new PaymentTables(texts, formats, model);
        timeline = new TimelineCard(texts, formats, model);
        tax = new TaxCard(context, model.taxing());
        payer = new PayerCard(context, model);
        late = new LateRulesCard(context, model.late());
        waiting = new LateUsageCard(texts, formats, words, model::openInvoice);
        waitingCard = Cards.table(texts.get("customers.late"), null, waiting);
        contact = new ContactCard(context, words, model);
        subscriptions.setId("subscriptions");
        invoices.setId("invoices");
        subscriptions.setAccessibleText(texts.get("customers.subscriptions"));
        invoices.setAccessibleText(texts.get("customers.invoices"));
        subscriptionColumns();
        invoiceColumns();
        setId("customer-tabs");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        getTabs().setAll(overview(), money(), history(), billing());
    }

    private Tab overview() {
        var cards = List.of(
                Cards.table(
                        texts.get("customers.subscriptions"),
                        Cards.link(
                                "all-subscriptions",
                                texts.get("customers.subscriptions.all"),
                                model::openSubscriptions),
                        subscriptions),
                Cards.table(
                        texts.get("customers.invoices"),
                        Cards.link("all-invoices", texts.get("customers.invoices.all"), model::openInvoices),
                        invoices),
                waitingCard);
        return tab(
                "overview",
                new CardColumns(
                        cards, List.of(Cards.plain(texts.get("customers.account"), null, account), limits, usage)));
    }

    private Tab money() {
        var cards = new ArrayList<Node>(payments.cards());
        cards.addAll(List.of(wallet.nodes()));
        return tab("money", new CardColumns(cards, List.of()));
    }

    private Tab history() {
        return tab(
                "timeline",
                new CardColumns(List.of(Cards.plain(texts.get("customers.timeline"), null, timeline)), List.of()));
    }

    private Tab billing() {
        return tab(
                "billing",
                new CardColumns(
                        List.of(contact, Cards.plain(texts.get("customers.tax.card"), null, tax)),
                        List.of(
                                Cards.plain(texts.get("customers.payer"), null, payer),
                                Cards.plain(texts.get("latefees"), null, late))));
    }

    private Tab tab(String id, CardColumns columns) {
        var tab = new Tab(texts.get("customers.tab." + id), columns);
        tab.setId("tab-" + id);
        return tab;
    }

    /** Of another customer: the first tab, at its beginning. */
    void begin() {
        getSelectionModel().selectFirst();
        for (Tab tab : getTabs()) {
            if (tab.getContent() instanceof ScrollPane scroll) {
                scroll.setVvalue(0);
            }
        }
    }

    void show(DetailState.Shown shown) {
        boolean quantities =
                shown.subscriptions().stream().anyMatch(one -> !one.quantities().isEmpty());
        subscriptions.getColumns().getLast().setVisible(quantities);
        subscriptions.show(shown.subscriptions());
        invoices.show(shown.invoices());
        wallet.show(shown.facts().name(), shown.wallet());
        account.show(shown.account(), shown.subscriptions());
        limits.show(shown.records().limits());
        payments.show(shown.records());
        timeline.show(shown.records().timeline());
        tax.show(shown.facts().externalId(), shown.facts().name(), shown.tax());
        payer.show(shown.facts(), shown.payers());
        late.showCustomer(
                shown.facts().seller(),
                shown.facts().externalId(),
                shown.facts().name(),
                shown.facts().currency(),
                shown.late());
        waiting.show(shown.waiting());
        waitingCard.setVisible(!shown.waiting().isEmpty());
        waitingCard.setManaged(waitingCard.isVisible());
        usage.show(shown.usage());
        contact.show(shown);
    }

    /** What the customer owes, for the header. */
    String balance(DetailState.Shown shown) {
        return account.inWords(shown.account().balances());
    }

    /** What the customer has in its wallet, for the header. */
    String held(DetailState.Shown shown) {
        String held = shown.wallet().balances().stream()
                .filter(balance -> balance.amount().signum() != 0)
                .map(balance -> account.money(balance.amount(), balance.currency()))
                .collect(Collectors.joining(" · "));
        return held.isEmpty() ? texts.get("customers.account.nothing") : held;
    }

    private void subscriptionColumns() {
        subscriptions
                .text(texts.get("customers.plan"), 180, SubscriptionFacts::planName)
                .number(texts.get("customers.version"), 84, row -> Integer.toString(row.version()))
                .node(texts.get("customers.status"), 125, row -> new StatusPill(words.phase(phase(row))))
                .text(texts.get("customers.starts"), 110, row -> formats.date(row.startsOn()))
                .text(texts.get("customers.ends"), 110, row -> words.orDash(row.endsOn()))
                .text(texts.get("customers.quantities"), 120, row -> words.quantities(row.quantities()));
    }

    private SubscriptionFacts.Phase phase(SubscriptionFacts row) {
        return model.state().get() instanceof DetailState.Shown shown
                ? row.phase(shown.today())
                : SubscriptionFacts.Phase.RUNNING;
    }

    private void invoiceColumns() {
        invoices.node(
                        texts.get("customers.number"),
                        150,
                        row -> new Label(Objects.requireNonNullElse(row.number(), "–")))
                .text(texts.get("customers.period"), 110, row -> words.shortPeriod(row.periodFrom(), row.periodTo()))
                .node(
                        texts.get("customers.status"),
                        150,
                        row -> new StatusPill(InvoiceStatuses.of(row.status(), row.problems(), texts)))
                .node(texts.get("customers.due"), 112, row -> new Label(words.orDash(row.dueOn())))
                .number(texts.get("customers.total"), 100, row -> formats.money(row.total()));
    }
}
