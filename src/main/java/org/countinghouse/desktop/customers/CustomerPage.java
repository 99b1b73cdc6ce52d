package org.countinghouse.desktop.customers;

import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.customers.SubscriptionFacts;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.PageTable;
import org.countinghouse.desktop.invoices.InvoiceStatuses;
import org.countinghouse.desktop.latefees.LateRulesCard;
import org.countinghouse.desktop.taxes.TaxCard;
import org.countinghouse.desktop.wallet.WalletCards;
import org.countinghouse.insight.CustomerOverview.InvoiceFacts;
import org.countinghouse.insight.CustomerOverview.Usage;
import org.countinghouse.insight.CustomerOverview.UsedMeter;

/** Everything about one customer, on cards: two columns where there is room, else one. */
final class CustomerPage extends ScrollPane {
    private static final double TWO_COLUMNS_FROM = 1000;
    private static final double NARROW = 380;

    private final ScreenContext context;
    private final Texts texts;
    private final Formats formats;
    private final CustomerWords words;
    private final CustomersViewModel model;
    private final VBox wide = new VBox();
    private final VBox narrow = new VBox();
    private final GridPane columns = new GridPane();
    private final PageTable<SubscriptionFacts> subscriptions;
    private final PageTable<InvoiceFacts> invoices;
    private final WalletCards wallet;
    private final VBox usage = new VBox();
    private final AccountCard account;
    private final TaxCard tax;
    private final PayerCard payer;
    private final LateRulesCard late;
    private final LateUsageCard waiting;
    private final VBox waitingCard;
    private final VBox contact = new VBox();

    CustomerPage(CustomersViewModel model, ScreenContext context, CustomerWords words) {
        this.context = context;
        this.texts = context.texts();
        this.formats = context.formats();
        this.words = words;
        this.model = model;
        subscriptions = new PageTable<>(
                texts.get("customers.subscriptions.none"), row -> model.openPlan(row.plan(), row.version()));
        invoices = new PageTable<>(texts.get("customers.invoices.none"), row -> model.openInvoice(row.id()));
        wallet = new WalletCards(context, model.moving());
        account = new AccountCard(texts, formats, words, model);
        tax = new TaxCard(context, model.taxing());
        payer = new PayerCard(context, model);
        late = new LateRulesCard(context, model.late());
        waiting = new LateUsageCard(texts, formats, words, model::openInvoice);
        waitingCard = card(texts.get("customers.late"), null, waiting);
        subscriptions.setId("subscriptions");
        invoices.setId("invoices");
        subscriptions.setAccessibleText(texts.get("customers.subscriptions"));
        invoices.setAccessibleText(texts.get("customers.invoices"));
        getStyleClass().addAll("page-scroll", "edge-to-edge");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        wide.getStyleClass().add("card-column");
        narrow.getStyleClass().add("card-column");
        columns.getStyleClass().add("page-columns");
        setContent(columns);
        viewportBoundsProperty().addListener((_, _, bounds) -> arrange(bounds.getWidth()));
        arrange(0);
    }

    private void arrange(double width) {
        boolean two = width >= TWO_COLUMNS_FROM;
        if (!columns.getChildren().isEmpty() && two == (GridPane.getColumnIndex(narrow) == 1)) {
            return;
        }
        columns.getChildren().clear();
        columns.getColumnConstraints().clear();
        columns.add(wide, 0, 0);
        columns.add(narrow, two ? 1 : 0, two ? 0 : 1);
        GridPane.setHgrow(wide, Priority.ALWAYS);
        GridPane.setHgrow(narrow, two ? Priority.SOMETIMES : Priority.ALWAYS);
        wide.setMinWidth(0);
        narrow.setMinWidth(two ? NARROW : 0);
        narrow.setPrefWidth(two ? NARROW : Region.USE_COMPUTED_SIZE);
        narrow.setMaxWidth(two ? NARROW : Double.MAX_VALUE);
    }

    void show(DetailState.Shown shown) {
        build();
        boolean quantities =
                shown.subscriptions().stream().anyMatch(one -> !one.quantities().isEmpty());
        subscriptions.getColumns().getLast().setVisible(quantities);
        subscriptions.show(shown.subscriptions());
        invoices.show(shown.invoices());
        wallet.show(shown.facts().name(), shown.wallet());
        account.show(shown.account(), shown.subscriptions());
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
        showUsage(shown.usage());
        showContact(shown.facts(), shown.currency());
    }

    /** What the customer owes, for the header. */
    String balance(DetailState.Shown shown) {
        return account.inWords(shown.account().balances());
    }

    /** Made with the first customer. */
    private void build() {
        if (subscriptions.getColumns().isEmpty()) {
            subscriptionColumns();
            invoiceColumns();
            wide.getChildren()
                    .setAll(
                            card(
                                    texts.get("customers.subscriptions"),
                                    link("all-subscriptions", "customers.subscriptions.all", model::openSubscriptions),
                                    subscriptions),
                            card(texts.get("customers.invoices"), allInvoices(), invoices),
                            waitingCard);
            wide.getChildren().addAll(1, List.of(wallet.nodes()));
            narrow.getChildren()
                    .setAll(
                            plain(texts.get("customers.account"), account),
                            usage,
                            plain(texts.get("customers.tax.card"), tax),
                            plain(texts.get("customers.payer"), payer),
                            plain(texts.get("latefees"), late),
                            contact);
            usage.getStyleClass().add("card");
            contact.getStyleClass().add("card");
        }
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

    private Hyperlink allInvoices() {
        return link("all-invoices", "customers.invoices.all", () -> {
            if (model.state().get() instanceof DetailState.Shown shown) {
                model.openInvoices(shown.facts());
            }
        });
    }

    private void showUsage(Usage used) {
        var title = heading(texts.get("customers.usage", formats.month(used.month())), usageLinks());
        usage.getChildren().setAll(title);
        if (used.meters().isEmpty()) {
            var none = new Label(texts.get("customers.usage.none"));
            none.getStyleClass().add("muted");
            none.setWrapText(true);
            usage.getChildren().add(none);
        }
        for (UsedMeter meter : used.meters()) {
            usage.getChildren().add(meter(meter));
        }
    }

    private HBox usageLinks() {
        return new HBox(
                link("customer-limits", "customers.limits.open", model::openLimits),
                link("customer-usage", "customers.usage.open", () -> {
                    Long id = model.customer().get();
                    if (id != null) {
                        model.openUsage(id);
                    }
                }));
    }

    private Hyperlink link(String id, String key, Runnable run) {
        var link = new Hyperlink(texts.get(key));
        link.setId(id);
        link.setMinWidth(Region.USE_PREF_SIZE);
        link.setOnAction(_ -> run.run());
        return link;
    }

    private VBox meter(UsedMeter meter) {
        var name = new Label(meter.name());
        name.getStyleClass().add("meter-name");
        name.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var sum = new Label(formats.number(meter.quantity()));
        sum.getStyleClass().add("meter-sum");
        sum.setMinWidth(Region.USE_PREF_SIZE);
        var unit = new Label(meter.unit());
        unit.getStyleClass().add("subtle");
        unit.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(name, gap, sum, unit);
        line.setAlignment(Pos.BASELINE_LEFT);
        line.getStyleClass().add("meter-line");
        var box = new VBox(
                line,
                new DayBars(
                        meter.days(),
                        texts.get("customers.usage.days", meter.name(), formats.number(meter.quantity()))));
        box.getStyleClass().add("meter");
        return box;
    }

    private void showContact(CustomerFacts customer, CustomerCurrencies.Standing currency) {
        var facts = new GridPane();
        facts.getStyleClass().add("facts");
        fact(facts, "customers.email", customer.email());
        fact(facts, "customers.address", customer.address());
        fact(facts, "customers.language", words.language(customer.language()));
        fact(facts, "customers.terms", terms(customer, currency.paysItself()));
        fact(
                facts,
                "customers.currency.field",
                currency.billing() == null ? texts.get("customers.currency.plans") : currency.billing());
        fact(facts, "customers.since", customer.since() == null ? "–" : formats.date(customer.since()));
        Hyperlink email = model.payers().mayChange()
                ? link(
                        "customer-email",
                        "customers.email.change",
                        () -> EmailQuestion.ask(
                                context, getScene().getWindow(), model.contacts(), customer, model::refresh))
                : null;
        contact.getChildren().setAll(heading(texts.get("customers.contact"), email), facts);
        if (model.payers().mayChange() && currency.paysItself()) {
            contact.getChildren()
                    .addAll(
                            link(
                                    "customer-terms",
                                    "customers.terms.change",
                                    () -> TermsQuestion.ask(
                                            context, getScene().getWindow(), model.terms(), customer, model::refresh)),
                            link(
                                    "customer-currency",
                                    "customers.currency.change",
                                    () -> new CurrencyQuestion(
                                                    context, model.currencies(), customer, currency, model::refresh)
                                            .ask(getScene().getWindow())));
        }
        if (model.erasing().mayErase() && !customer.status().equals("closed")) {
            contact.getChildren()
                    .add(link(
                            "customer-erase",
                            "customers.erase.link",
                            () -> new EraseQuestion(context, model.erasing().erasure(), model::refresh)
                                    .ask(getScene().getWindow(), customer.externalId())));
        }
    }

    /** With whose they are, where they are not its own. */
    private String terms(CustomerFacts customer, boolean paysItself) {
        String days = texts.get("customers.terms.days", Integer.toString(customer.paymentTermsDays()));
        if (!paysItself) {
            return texts.get("customers.terms.payer", days);
        }
        return customer.ownTermsDays() == null ? texts.get("customers.terms.seller", days) : days;
    }

    private void fact(GridPane facts, String key, String value) {
        var label = new Label(texts.get(key));
        label.getStyleClass().add("fact-label");
        label.setMinWidth(Region.USE_PREF_SIZE);
        var text = new Label(value.isBlank() ? "–" : value.strip());
        text.getStyleClass().add("fact-value");
        text.setWrapText(true);
        label.setLabelFor(text);
        GridPane.setValignment(label, javafx.geometry.VPos.TOP);
        facts.addRow(facts.getRowCount(), label, text);
    }

    private static VBox plain(String title, Node content) {
        var card = new VBox(heading(title, null), content);
        card.getStyleClass().add("card");
        return card;
    }

    private static VBox card(String title, @org.jspecify.annotations.Nullable Node link, Node content) {
        var card = new VBox(heading(title, link), content);
        card.getStyleClass().addAll("card", "table-card");
        return card;
    }

    private static HBox heading(String title, @org.jspecify.annotations.Nullable Node link) {
        var label = new Label(title);
        label.getStyleClass().add("card-title");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var heading = new HBox(label, gap);
        heading.setAlignment(Pos.CENTER_LEFT);
        heading.getStyleClass().add("card-heading");
        if (link != null) {
            heading.getChildren().add(link);
        }
        return heading;
    }
}
