package org.countinghouse.desktop.customers;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.customers.CustomerContacts;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.desktop.creditnotes.CreditNotesModel;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.desktop.latefees.LateFeeModel;
import org.countinghouse.desktop.messages.MessagesModel;
import org.countinghouse.desktop.quotas.QuotaFilter;
import org.countinghouse.desktop.subscriptions.SubscriptionsViewModel;
import org.countinghouse.desktop.taxes.TaxingModel;
import org.countinghouse.desktop.wallet.WalletViewModel;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the customers screen: the list, or the page of one customer. */
public final class CustomersViewModel {
    /** Name of this screen and of the argument that opens a customer. */
    public static final String SCREEN = "customers";

    public static final String CUSTOMER = "customer";

    /** What else a location may ask for: free text to search the list by. */
    public static final String SEARCH = "search";

    private static final int INVOICES_SHOWN = 100;

    private final TableModel<CustomerRow> table;
    private final CustomersServices services;
    private final WalletViewModel moving;
    private final TaxingModel taxing;
    private final PayerModel payers;
    private final AddressModel addresses;
    private final LateFeeModel late;
    private final InstantSource clock;
    private final Navigator navigator;
    private final LatestTask loading;
    private final String loadingTitle;
    private final ReadOnlyObjectWrapper<@Nullable Long> customer = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<DetailState> state = new ReadOnlyObjectWrapper<>(new DetailState.Loading());
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private boolean listLoaded;

    public CustomersViewModel(CustomersServices services, ScreenContext context) {
        this.table = new TableModel<>(services.list(), context.tasks(), context.clock());
        this.services = services;
        this.moving = new WalletViewModel(services.wallets(), context, this::refresh);
        this.taxing = new TaxingModel(services.taxing(), context, this::refresh);
        this.payers = new PayerModel(services, context, this::refresh);
        this.addresses = new AddressModel(services, context, this::refresh);
        this.late = new LateFeeModel(services.late(), context, this::refresh);
        this.clock = context.clock();
        this.navigator = context.navigator();
        this.loading = context.tasks().latest();
        this.loadingTitle = context.texts().get("screen.customers");
    }

    /** Opens the list, or the customer a location names. */
    public void show(Location location) {
        String wanted = location.arguments().get(CUSTOMER);
        String search = location.arguments().get(SEARCH);
        if (search != null) {
            table.search(search);
        }
        Long id = wanted == null ? null : idOf(wanted);
        if (wanted != null && id == null) {
            customer.set(-1L);
            finish(new DetailState.Missing(), "");
        } else if (id == null) {
            loading.cancel();
            customer.set(null);
            title.set("");
        } else {
            open(id);
        }
    }

    private static @Nullable Long idOf(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException other) {
            return null;
        }
    }

    private void open(long id) {
        Long current = customer.get();
        if (current == null || current != id) {
            state.set(new DetailState.Loading());
            title.set("");
        }
        customer.set(id);
    }

    /** Reads what is missing: the list once, a customer on every visit. */
    public void activate() {
        Long id = customer.get();
        if (id != null) {
            load(id);
        } else if (!listLoaded) {
            listLoaded = true;
            table.reload();
        }
    }

    /** Reads what is seen again. */
    public void refresh() {
        Long id = customer.get();
        if (id == null) {
            table.reload();
        } else {
            load(id);
        }
    }

    public void leave() {
        loading.cancel();
        busy.set(false);
    }

    private void load(long id) {
        if (id < 0) {
            return;
        }
        busy.set(true);
        loading.run(loadingTitle, _ -> read(id), this::shown, this::broken);
    }

    private DetailState read(long id) {
        var found = services.detail().find(id);
        if (found.isEmpty()) {
            return new DetailState.Missing();
        }
        var facts = found.get().facts();
        ZoneId zone = ZoneId.of(facts.timeZone());
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        var billed = services.currencies().of(facts.externalId());
        return new DetailState.Shown(
                facts,
                found.get().subscriptions(),
                services.overview().invoices(id, INVOICES_SHOWN),
                services.overview().latestUsage(id, zone, YearMonth.from(today)),
                services.wallets().read(facts.externalId(), billed.wallet(), zone),
                services.accounts().of(id, today),
                services.taxing().taxes().of(facts.externalId()),
                services.payers().of(id),
                billed,
                services.late().rules().list(),
                services.lateUsage().waiting(facts.externalId()),
                services.records().of(id, facts.externalId()),
                today);
    }

    private void shown(DetailState result) {
        finish(result, result instanceof DetailState.Shown shown ? shown.facts().name() : "");
    }

    private void broken(Failure failure) {
        finish(new DetailState.Broken(failure), title.get());
    }

    private void finish(DetailState result, String name) {
        busy.set(false);
        state.set(result);
        title.set(name);
    }

    /** Goes to a customer's page; the list stays one step back. */
    public void openCustomer(CustomerRow row) {
        openCustomer(row.id());
    }

    /** As above, by the database's id. */
    public void openCustomer(long id) {
        navigator.go(Location.of(SCREEN, CUSTOMER, Long.toString(id)));
    }

    /** Goes to an invoice on the invoices screen. */
    public void openInvoice(long invoice) {
        navigator.go(InvoiceFilter.location(invoice));
    }

    /** Goes to the list of invoices with only this customer's. */
    public void openInvoices() {
        ofCustomer(
                id -> navigator.go(InvoiceFilter.location(Filter.ALL.and("customer_id", Filter.Operator.EQUALS, id))));
    }

    /** Goes to the list of credit notes with only this customer's. */
    public void openCreditNotes() {
        ofCustomer(id -> navigator.go(CreditNotesModel.ofCustomer(id)));
    }

    /** Goes to a credit note on its screen. */
    public void openCreditNote(String number) {
        navigator.go(CreditNotesModel.note(number));
    }

    /** Goes to the list of messages with only this customer's. */
    public void openMessages() {
        ofCustomer(id -> navigator.go(MessagesModel.ofCustomer(id)));
    }

    /** Goes to the version of a plan on the plans screen. */
    public void openPlan(String plan, int version) {
        navigator.go(new Location("plans", Map.of("plan", plan, "version", Integer.toString(version))));
    }

    /** Goes to the usage screen with this customer chosen. */
    public void openUsage(long id) {
        navigator.go(new Location("usage", Map.of(CUSTOMER, Long.toString(id), "customerName", title.get())));
    }

    public void openList() {
        navigator.go(SCREEN);
    }

    /** Goes to the list of subscriptions with only this customer's. */
    public void openSubscriptions() {
        ofCustomer(id -> navigator.go(SubscriptionsViewModel.of(id)));
    }

    /** Goes to the limits of this customer. */
    public void openLimits() {
        ofCustomer(id -> navigator.go(QuotaFilter.location(id)));
    }

    /** Goes to what was posted to the customer's account. */
    public void openStatement() {
        ofCustomer(id -> navigator.go(
                new Location("ledger", Map.of("report", "STATEMENT", "account", "receivables", "customer", id))));
    }

    /** Goes to what the customer owes, by age. */
    public void openAgeing() {
        ofCustomer(id -> navigator.go(new Location("ledger", Map.of("report", "AGEING", "customer", id))));
    }

    private void ofCustomer(Consumer<String> go) {
        if (state.get() instanceof DetailState.Shown shown) {
            go.accept(shown.facts().externalId());
        }
    }

    /** What can be done about how the open customer is taxed. */
    public TaxingModel taxing() {
        return taxing;
    }

    /** Exceptions from the rules for late payment. */
    LateFeeModel late() {
        return late;
    }

    /** What can be done about who pays for the open customer. */
    PayerModel payers() {
        return payers;
    }

    /** What the open customer is billed in. */
    CustomerCurrencies currencies() {
        return services.currencies();
    }

    /** How long the open customer has to pay. */
    CustomerTerms terms() {
        return services.terms();
    }

    /** Where the open customer is reached. */
    CustomerContacts contacts() {
        return services.contacts();
    }

    /** What the open customer is called and where it is. */
    AddressModel addresses() {
        return addresses;
    }

    /** What can be done when the open customer asks to be forgotten. */
    EraseServices erasing() {
        return services.erasing();
    }

    /** What can be done about the open customer's money. */
    public WalletViewModel moving() {
        return moving;
    }

    public TableModel<CustomerRow> table() {
        return table;
    }

    /** Id of the customer whose page is open; null for the list. */
    public ReadOnlyObjectProperty<@Nullable Long> customer() {
        return customer.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<DetailState> state() {
        return state.getReadOnlyProperty();
    }

    /** Name of the open customer; empty for the list. */
    public ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }
}
