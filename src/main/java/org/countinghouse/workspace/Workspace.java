package org.countinghouse.workspace;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.BillingRunList;
import org.countinghouse.billing.BillingRuns;
import org.countinghouse.billing.BooksVerification;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.CreditNotes;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.billing.DraftRefresh;
import org.countinghouse.billing.FinalInvoices;
import org.countinghouse.billing.Finalising;
import org.countinghouse.billing.InvoiceLife;
import org.countinghouse.billing.InvoiceParties;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.Invoices;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.LateUsageLook;
import org.countinghouse.billing.ManualLines;
import org.countinghouse.billing.OneOffInvoices;
import org.countinghouse.billing.Payments;
import org.countinghouse.billing.PeriodLocks;
import org.countinghouse.billing.ProgressiveBilling;
import org.countinghouse.billing.Reissue;
import org.countinghouse.billing.SubscriptionChanges;
import org.countinghouse.billing.SubscriptionRating;
import org.countinghouse.billing.SubscriptionStarts;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageProblems;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.customers.CustomerContacts;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.customers.Customers;
import org.countinghouse.documents.InvoicePdf;
import org.countinghouse.mail.MailDelivery;
import org.countinghouse.mail.MailDrafts;
import org.countinghouse.mail.MailSettings;
import org.countinghouse.mail.Outbox;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.metering.UsageCorrections;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.metering.UsageInbox;
import org.countinghouse.metering.UsageRetention;
import org.countinghouse.metering.UsageUpkeep;
import org.countinghouse.metering.quota.QuotaSettings;
import org.countinghouse.metering.quota.QuotaUpkeep;
import org.countinghouse.metering.quota.Quotas;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.sample.SampleWorkspace;
import org.jspecify.annotations.Nullable;

/**
 * An open database and the services over it: the composition root that every face opens. Wired by hand, here and only
 * here.
 */
public final class Workspace implements AutoCloseable {
    private final Map<String, String> environment;
    private final DataHome home;
    private final Clock clock;
    private final Database database;
    private final Meters meters;
    private final Plans plans;
    private final Customers customers;
    private final UsageImport usageImport;
    private final RollupRebuild rollupRebuild;
    private final Quotas quotas;
    private final QuotaSettings quotaSettings;
    private final QuotaUpkeep quotaUpkeep;
    private final BillingRuns billingRuns;
    private final Invoices invoices;
    private final InvoiceParties invoiceParties;
    private final Finalising finalising;
    private final SampleWorkspace sample;
    private final AccessTokens accessTokens;

    private Workspace(Map<String, String> environment, DataHome home, Clock clock, Database database) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.clock = clock;
        this.database = database;
        meters = new Meters(database, clock);
        plans = new Plans(database, clock);
        customers = new Customers(database, clock);
        usageImport = new UsageImport(database, clock);
        rollupRebuild = new RollupRebuild(database);
        quotas = new Quotas(database, clock);
        quotaSettings = new QuotaSettings(database, clock);
        quotaUpkeep = new QuotaUpkeep(database, clock);
        billingRuns = new BillingRuns(database, new SubscriptionRating(database, clock), clock);
        invoices = new Invoices(database);
        invoiceParties = new InvoiceParties(database);
        finalising = new Finalising(database, clock);
        accessTokens = new AccessTokens(database, clock);
        sample = new SampleWorkspace(meters, plans, customers, usageImport);
    }

    /**
     * Opens the workspace that the environment names: {@code COUNTINGHOUSE_DATABASE_URL}, or the embedded database in
     * {@code COUNTINGHOUSE_HOME}.
     *
     * @throws org.countinghouse.work.Failure {@code database.*} saying why it cannot
     */
    public static Workspace open(Map<String, String> environment, Progress progress) {
        var home = DataHome.resolve(environment);
        return open(
                environment, home, DatabaseSettings.fromEnvironment(environment, home), Clock.systemUTC(), progress);
    }

    /**
     * Opens a workspace on a database named otherwise.
     *
     * @param environment may name a mail server
     */
    public static Workspace open(
            Map<String, String> environment, DataHome home, DatabaseSettings settings, Clock clock, Progress progress) {
        return new Workspace(environment, home, clock, Database.open(settings, entities(), progress));
    }

    /** As above, with nothing in the environment. */
    public static Workspace open(DataHome home, DatabaseSettings settings, Clock clock, Progress progress) {
        return open(Map.of(), home, settings, clock, progress);
    }

    private static List<Class<?>> entities() {
        var entities = new ArrayList<Class<?>>(Plans.ENTITIES);
        entities.addAll(Customers.ENTITIES);
        return entities;
    }

    public DataHome home() {
        return home;
    }

    public Clock clock() {
        return clock;
    }

    public Database database() {
        return database;
    }

    public Meters meters() {
        return meters;
    }

    public Plans plans() {
        return plans;
    }

    public Customers customers() {
        return customers;
    }

    /** To be run after meters were saved: makes their readings agree with the events that are there already. */
    public RollupRebuild rollupRebuild() {
        return rollupRebuild;
    }

    public ExamplePublishing examplePublishing() {
        return new ExamplePublishing(meters, plans, rollupRebuild);
    }

    public UsageImport usageImport() {
        return usageImport;
    }

    /** Checks and reservations. */
    public Quotas quotas() {
        return quotas;
    }

    /** Limits of single customers and temporary grants. */
    public QuotaSettings quotaSettings() {
        return quotaSettings;
    }

    /** To be run now and then: limits of all customers, and the room that old counters take. */
    public QuotaUpkeep quotaUpkeep() {
        return quotaUpkeep;
    }

    public UsageCorrections usageCorrections() {
        return new UsageCorrections(database, clock, new FinalInvoices());
    }

    public BatchUndo batchUndo() {
        return new BatchUndo(database, new FinalInvoices());
    }

    public UsageInbox usageInbox() {
        return new UsageInbox(database, clock);
    }

    public UsageRetention usageRetention() {
        return new UsageRetention(database);
    }

    /** To be run from time to time, for example daily. */
    public UsageUpkeep usageUpkeep() {
        return new UsageUpkeep(database, clock);
    }

    public BillingRuns billingRuns() {
        return billingRuns;
    }

    /** Changes to subscriptions, each with its money preview. */
    public SubscriptionChanges subscriptionChanges() {
        return new SubscriptionChanges(database, clock);
    }

    /** Closing and reopening periods. */
    public PeriodLocks periodLocks() {
        return new PeriodLocks(database, clock);
    }

    /** Runs that there were, their failures, and how they compare with the period before. */
    public BillingRunList billingRunList() {
        return new BillingRunList(database, clock);
    }

    public Invoices invoices() {
        return invoices;
    }

    /** Seller and buyer of invoices as documents name them. */
    public InvoiceParties invoiceParties() {
        return invoiceParties;
    }

    public Finalising finalising() {
        return finalising;
    }

    public InvoiceLife invoiceLife() {
        return new InvoiceLife(database, clock);
    }

    /** Payments of invoices, and taking one back. */
    public Payments payments() {
        return invoiceLife().payments();
    }

    /** Starts subscriptions that bill no usage a second time. */
    public SubscriptionStarts subscriptionStarts() {
        return new SubscriptionStarts(customers);
    }

    /** What is decided about usage that no price covers. */
    public UsageProblems usageProblems() {
        return new UsageProblems(database, clock);
    }

    /** How long customers have to pay. */
    public CustomerTerms customerTerms() {
        return new CustomerTerms(database);
    }

    /** Where customers are reached. */
    public CustomerContacts customerContacts() {
        return new CustomerContacts(database);
    }

    /** Forgets customers on request. */
    public CustomerErasure customerErasure() {
        return new CustomerErasure(database);
    }

    /** Who pays for whom. */
    public CustomerPayers customerPayers() {
        return new CustomerPayers(database);
    }

    /** The currencies that customers are billed in. */
    public CustomerCurrencies customerCurrencies() {
        return new CustomerCurrencies(database, clock);
    }

    /** Lines that people write on drafts. */
    public ManualLines manualLines() {
        return new ManualLines(database, clock);
    }

    /** Invoices of lines by hand alone. */
    public OneOffInvoices oneOffInvoices() {
        return new OneOffInvoices(database, clock);
    }

    /** Dated rules for customers who pay late. */
    public LateFeeRules lateFeeRules() {
        return new LateFeeRules(database, clock);
    }

    /** To be run from time to time: bills late fees and interest by these rules. */
    public LateFees lateFees() {
        return new LateFees(database, clock);
    }

    /** Waivers and disputes, and what there is of late fees of an invoice. */
    public LateFeeDecisions lateFeeDecisions() {
        return new LateFeeDecisions(database, clock);
    }

    /** Dated thresholds at which usage is billed inside its period. */
    public ThresholdRules thresholdRules() {
        return new ThresholdRules(database, clock);
    }

    /** To be run from time to time: bills usage that has passed such a threshold. */
    public ProgressiveBilling progressiveBilling() {
        return new ProgressiveBilling(database, new SubscriptionRating(database, clock), clock);
    }

    /** Late usage that waits for its invoice. */
    public LateUsageLook lateUsageLook() {
        return new LateUsageLook(database, clock);
    }

    /** Rates drafts again. */
    public DraftRefresh draftRefresh() {
        return new DraftRefresh(database, new SubscriptionRating(database, clock), clock);
    }

    public CreditNotes creditNotes() {
        return new CreditNotes(database, clock);
    }

    /** Makes an invoice void and drafts it anew. */
    public Reissue reissue() {
        return new Reissue(database, billingRuns, clock);
    }

    /** The check that the books agree. */
    public BooksVerification booksVerification() {
        return new BooksVerification(database);
    }

    /** To be run from time to time: makes deferred fees revenue. */
    public Recognition recognition() {
        return new Recognition(database, clock);
    }

    public AccessTokens accessTokens() {
        return accessTokens;
    }

    /** The secret that the environment names, or the data home keeps. */
    public TokenSecret tokenSecret(Map<String, String> environment) {
        return TokenSecret.of(environment, home);
    }

    public SampleWorkspace sample() {
        return sample;
    }

    /** Proposes messages with documents. */
    public MailDrafts mailDrafts() {
        return new MailDrafts(database);
    }

    /** Messages that are to go out or went out. */
    public Outbox outbox() {
        return new Outbox(database, clock);
    }

    /** The mail server of this machine. */
    public MailSettings mailSettings() {
        return new MailSettings(environment, home);
    }

    /** To be run from time to time: sends what is due. */
    public MailDelivery mailDelivery() {
        return new MailDelivery(database, clock, mailSettings(), this::pdf);
    }

    /** What a message brings; an invoice that was made void since it was asked for does not go out. */
    private byte[] pdf(long invoiceId, @Nullable Long creditNoteId) {
        if (invoices.find(Long.toString(invoiceId)).status() == InvoiceStatus.VOID) {
            throw new Failure("mail.not-issued", "the invoice was made void before it went out", "");
        }
        return creditNoteId == null ? invoicePdf(invoiceId) : pdf(creditNotes().find(creditNoteId));
    }

    /** The credit note of a number as a PDF document. */
    public byte[] creditNotePdf(String number) {
        return pdf(creditNotes().find(number));
    }

    /** As above, by the id; two sellers may have given the same number. */
    public byte[] creditNotePdf(long id) {
        return pdf(creditNotes().find(id));
    }

    private byte[] pdf(CreditNote note) {
        var invoice = invoices.find(Long.toString(note.invoiceId()));
        var out = new ByteArrayOutputStream();
        new InvoicePdf().render(InvoiceDocuments.of(note, invoice, invoiceParties.of(note.invoiceId())), out);
        return out.toByteArray();
    }

    /** The invoice as a PDF document. */
    public byte[] invoicePdf(long invoiceId) {
        var invoice = invoices.find(Long.toString(invoiceId));
        var out = new ByteArrayOutputStream();
        new InvoicePdf().render(InvoiceDocuments.of(invoice, invoiceParties.of(invoiceId)), out);
        return out.toByteArray();
    }

    @Override
    public void close() {
        database.close();
    }
}
