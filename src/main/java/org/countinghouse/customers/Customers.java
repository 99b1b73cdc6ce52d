package org.countinghouse.customers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.SqlWork;
import org.countinghouse.work.Failure;
import org.hibernate.Session;

/** Billing entities, customers and their subscriptions. */
public final class Customers {
    /** The entities that the database must know. */
    public static final List<Class<?>> ENTITIES =
            List.of(StoredBillingEntity.class, StoredCustomer.class, StoredSubscription.class);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Clock clock;

    public Customers(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds a billing entity, or updates the one of the same code. Returns its id.
     *
     * @throws Failure {@code seller.*} naming the field that no invoice could be made of
     */
    public long save(BillingEntity entity) {
        CustomerCheck.check(entity);
        return database.entities(session -> {
            var stored = billingEntity(session, entity.code()).orElseGet(StoredBillingEntity::new);
            stored.code = entity.code();
            stored.name = entity.name();
            stored.address = entity.address();
            stored.country = entity.country();
            stored.taxId = entity.taxId();
            stored.email = entity.email();
            stored.bankDetails = entity.bankDetails();
            stored.paymentTermsDays = entity.paymentTermsDays();
            stored.invoicePrefix = entity.invoicePrefix();
            stored.timeZone = Objects.requireNonNullElse(entity.timeZone(), stored.timeZone);
            long id = persist(session, stored, stored.id, () -> stored.createdAt = clock.instant(), () -> stored.id);
            addTaxes(session, id, entity.taxes());
            return id;
        });
    }

    /**
     * Adds a customer, or updates the one of the same external id. Returns its id.
     *
     * @throws Failure {@code customer.billing-entity} when the billing entity does not exist, {@code customer.*} naming
     *     the field that no invoice could be made of
     */
    public long save(Customer customer) {
        CustomerCheck.check(customer);
        return database.entities(session -> {
            var seller = billingEntity(session, customer.billingEntity())
                    .orElseThrow(() -> new Failure(
                            "customer.billing-entity",
                            "There is no billing entity \"" + customer.billingEntity() + "\".",
                            "Add the billing entity first; it is the seller named on invoices."));
            var stored = customer(session, customer.externalId()).orElseGet(StoredCustomer::new);
            stored.externalId = customer.externalId();
            stored.name = customer.name();
            stored.email = customer.email();
            stored.address = customer.address();
            stored.country = customer.country();
            stored.taxId = customer.taxId();
            stored.currency = customer.currency();
            stored.language = customer.language();
            stored.timeZone = customer.timeZone();
            if (stored.status == null) {
                stored.status = "active";
            }
            stored.billingEntityId = seller.id;
            return persist(session, stored, stored.id, () -> stored.createdAt = clock.instant(), () -> stored.id);
        });
    }

    /**
     * Looks at the fields of a subscription alone.
     *
     * @throws Failure {@code subscription.*} naming a field that cannot be
     */
    public static void check(Subscription subscription) {
        CustomerCheck.check(subscription);
    }

    /**
     * Starts a subscription; the same customer, plan and start day again changes nothing, unless that one was cancelled.
     * Returns its id.
     *
     * @throws Failure {@code subscription.customer} or {@code subscription.plan} when one of them does not exist,
     *     {@code subscription.*} naming a field that cannot be
     */
    public long subscribe(Subscription subscription) {
        return subscribe(subscription, _ -> true);
    }

    /**
     * The same, after a look at what stands: asked in the transaction that stores it, in the customer's turn, and only when
     * there is something to store.
     *
     * @param look throws what stands in the way
     */
    public long subscribe(Subscription subscription, SqlWork<Boolean> look) {
        CustomerCheck.check(subscription);
        return database.entities(session -> {
            var customer = customer(session, subscription.customer())
                    .orElseThrow(() -> new Failure(
                            "subscription.customer",
                            "There is no customer \"" + subscription.customer() + "\".",
                            "Add the customer first, or correct the id."));
            session.doWork(connection -> ContractTurn.ofCustomer(connection, customer.id));
            session.refresh(customer, jakarta.persistence.LockModeType.PESSIMISTIC_WRITE);
            long version = planVersion(session, subscription);
            var existing = session.createSelectionQuery(
                            "select s.id from StoredSubscription s where s.customerId = :customer"
                                    + " and s.planVersionId = :version and s.startsOn = :start order by s.id desc",
                            Long.class)
                    .setParameter("customer", customer.id)
                    .setParameter("version", version)
                    .setParameter("start", subscription.startsOn())
                    .setMaxResults(1)
                    .uniqueResultOptional();
            if (existing.isPresent() && !cancelled(session, existing.get(), subscription)) {
                return existing.get();
            }
            session.doWork(look::run);
            var stored = new StoredSubscription();
            stored.customerId = customer.id;
            stored.planVersionId = version;
            stored.startsOn = subscription.startsOn();
            stored.endsOn = subscription.endsOn();
            stored.timeZone = subscription.timeZone();
            stored.quantities = quantities(subscription);
            stored.createdAt = clock.instant();
            session.persist(stored);
            return stored.id;
        });
    }

    /** True when it never began, so that another one begins. */
    private static boolean cancelled(Session session, long id, Subscription wanted) {
        var end = session.createNativeQuery(
                        "select min(effective_on) from subscription_change where subscription_id = :id"
                                + " and kind = 'cancel' and undone_at is null",
                        LocalDate.class)
                .setParameter("id", id)
                .uniqueResultOptional();
        if (end.isPresent() && end.get().isAfter(wanted.startsOn())) {
            throw new Failure(
                    "subscription.cancelled",
                    "Subscription " + id + " of the same plan begins on " + wanted.startsOn() + " and ends on "
                            + end.get() + ".",
                    "Undo its cancellation, or start another one on " + end.get() + ". Nothing was stored.");
        }
        return end.isPresent();
    }

    private static long planVersion(Session session, Subscription wanted) {
        return session.doReturningWork(connection -> StartVersion.of(connection, wanted))
                .id();
    }

    private static Optional<StoredBillingEntity> billingEntity(Session session, String code) {
        return session.createSelectionQuery("from StoredBillingEntity where code = :code", StoredBillingEntity.class)
                .setParameter("code", code)
                .uniqueResultOptional();
    }

    private static Optional<StoredCustomer> customer(Session session, String externalId) {
        return session.createSelectionQuery("from StoredCustomer where externalId = :id", StoredCustomer.class)
                .setParameter("id", externalId)
                .uniqueResultOptional();
    }

    private static long persist(
            Session session,
            Object stored,
            @org.jspecify.annotations.Nullable Long id,
            Runnable stamp,
            java.util.function.LongSupplier newId) {
        if (id == null) {
            stamp.run();
            session.persist(stored);
        }
        return newId.getAsLong();
    }

    /** Since ever; a rate that is there already is not added again. */
    private void addTaxes(Session session, long entity, List<BillingEntity.TaxRate> taxes) {
        session.flush();
        session.doWork(connection -> {
            try (var statement = connection.prepareStatement("""
                    insert into tax_rate (billing_entity_id, country, category, code, valid_from, rate, set_at)
                    select ?, ?, ?, ?, date '2000-01-01', ?, ?
                    where not exists (select from tax_rate_current where billing_entity_id = ? and country = ?
                        and category = ? and code = ? and rate = ?)""")) {
                for (var tax : taxes) {
                    String category = Objects.requireNonNullElse(tax.category(), "");
                    statement.setLong(1, entity);
                    statement.setString(2, tax.country());
                    statement.setString(3, category);
                    statement.setString(4, tax.code());
                    statement.setBigDecimal(5, tax.rate());
                    statement.setTimestamp(6, Timestamp.from(clock.instant()));
                    statement.setLong(7, entity);
                    statement.setString(8, tax.country());
                    statement.setString(9, category);
                    statement.setString(10, tax.code());
                    statement.setBigDecimal(11, tax.rate());
                    statement.executeUpdate();
                }
            }
        });
    }

    private static String quantities(Subscription subscription) {
        ObjectNode node = JSON.createObjectNode();
        for (Map.Entry<String, java.math.BigDecimal> entry :
                subscription.quantities().entrySet()) {
            node.put(entry.getKey(), entry.getValue().toPlainString());
        }
        return write(node);
    }

    private static String write(com.fasterxml.jackson.databind.JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
