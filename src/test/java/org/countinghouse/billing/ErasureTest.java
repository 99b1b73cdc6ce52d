package org.countinghouse.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countinghouse.billing.BooksAssert.assertThatBooksBalance;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.countinghouse.customers.CustomerErasure;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.ErasureObstacle;
import org.countinghouse.customers.ErasureObstacle.Kind;
import org.countinghouse.customers.Subscription;
import org.countinghouse.metering.RollupRebuild;
import org.countinghouse.metering.UsageRetention;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasure on request: who it was is found nowhere but in what the law wants kept, and the books are as before. */
class ErasureTest {
    private static final String REASON = "Request of Wile Roadrunner Trading, 20 November";

    @TempDir
    private Path folder;

    private ErasureWorld planted;
    private BilledWorld world;

    @BeforeEach
    void open() {
        planted = new ErasureWorld(folder);
        world = planted.world;
    }

    @AfterEach
    void close() {
        assertThatBooksBalance(world.database());
        planted.close();
    }

    @Test
    void whoItWasIsFoundOnlyInRetainedInvoicesAndAllSumsStay() throws SQLException {
        assertThat(planted.found())
                .as("the search finds what was planted")
                .contains(
                        "customer.name",
                        "customer.address",
                        "customer_alias.external_id",
                        "usage_event.properties",
                        "usage_inbox.raw",
                        "mail_message.body",
                        "mail_message.copies",
                        "audit_entry.detail",
                        "audit_entry.subject",
                        "invoice_payment.reference",
                        "invoice_transition.reason",
                        "credit_grant.reason",
                        "legal_hold.reason",
                        "tax_number_check.address",
                        "access_token.name",
                        "import_batch.file_name");
        byte[] pdf = planted.workspace.invoicePdf(planted.invoice.id());
        Map<String, BigDecimal> sums = sums();
        long audited = world.number("select count(*) from audit_entry").longValueExact();

        CustomerErasure.Erased erased = planted.erasure().erase(ErasureWorld.ID, REASON, false);

        assertThat(erased.customer()).isEqualTo("erased-" + erased.id());
        assertThat(erased.events()).isEqualTo(2);
        assertThat(planted.found())
                .isSubsetOf("invoice_parties.buyer", "invoice.note", "invoice.purchase_order")
                .contains("invoice_parties.buyer");
        assertThat(sums()).isEqualTo(sums);
        assertThat(planted.workspace.invoicePdf(planted.invoice.id())).isEqualTo(pdf);
        assertThat(world.number("select count(*) from audit_entry"))
                .as("all entries are there, and one more")
                .isEqualByComparingTo(Long.toString(audited + 1));
        assertThat(world.number(
                        "select count(*) from audit_entry where action = 'customer.erase' and subject = 'customer "
                                + erased.customer() + "' and detail ->> 'reason' = 'Request of " + erased.customer()
                                + ", 20 November' and who <> ''"))
                .isEqualByComparingTo("1");
        assertThat(world.number(
                        "select count(*) from access_token where revoked_at is null and customer_id = " + erased.id()))
                .isZero();
    }

    @Test
    void readingsWorkedOutAgainKeepWhatItUsed() {
        Map<String, BigDecimal> sums = sums();
        planted.erasure().erase(ErasureWorld.ID, REASON, false);
        new RollupRebuild(world.database()).run(new Meters(world.database(), world.clock()).all(), Progress.NONE);
        assertThat(sums()).isEqualTo(sums);
    }

    @Test
    void nothingBeginsForItAnyMoreAndItsOldIdIsNobody() {
        CustomerErasure.Erased erased = planted.erasure().erase(ErasureWorld.ID, REASON, false);
        planted.take(ErasureWorld.ID, "later", "api_call", 5);
        planted.take(erased.customer(), "later", "api_call", 5);
        assertThat(world.number("select count(*) from usage_event where customer_id = " + erased.id()))
                .isZero();
        var again = new Subscription(erased.customer(), "basic", LocalDate.of(2026, 11, 1), null, "UTC", Map.of());
        assertThat(failure(() -> world.customers().subscribe(again)).code()).isEqualTo("customer.erased");
        assertThat(failure(() -> world.execute("update customer set name = 'x' where id = " + erased.id()))
                        .code())
                .isEqualTo("customer.erased");
        assertThat(failure(() -> planted.erasure().erase(erased.customer(), REASON, false))
                        .summary())
                .contains("it was erased by");
        world.clock().moveTo("2026-12-02");
        world.draft(BillingPeriod.parse("2026-11"));
        assertThat(world.number("select count(*) from invoice where number is null and used_by = " + erased.id()))
                .isZero();
    }

    @Test
    void everythingOpenIsInTheWayAndNamedWithWhatToDo() {
        var payers = new CustomerPayers(world.database());
        payers.set("other", ErasureWorld.ID);
        assertThat(obstacles()).containsExactly(Kind.PAYS_FOR);
        payers.set("other", null);
        var retention = new UsageRetention(world.database());
        retention.hold(ErasureWorld.ID, "lawsuit");
        assertThat(obstacles()).containsExactly(Kind.HOLD);
        retention.release(ErasureWorld.ID);
        world.wallets().topUp(ErasureWorld.ID, BigDecimal.TEN, "EUR", null, "");
        assertThat(obstacles()).containsExactly(Kind.WALLET);
        Failure refused = failure(() -> planted.erasure().erase(ErasureWorld.ID, REASON, true));
        assertThat(refused.code()).isEqualTo("customer.erase.open");
        assertThat(refused.summary()).contains("EUR 10 in its wallet");
        assertThat(refused.remedy()).contains("Use what is in the wallet up");

        world.subscribe("second", "basic");
        world.draftOctober();
        assertThat(obstacles("second")).containsExactly(Kind.DRAFT, Kind.SUBSCRIPTION);
        world.finalising().finalise(world.invoices().draftsOf(BilledWorld.OCTOBER));
        assertThat(obstacles("second")).containsExactly(Kind.OPEN, Kind.SUBSCRIPTION);
        var message = planted.workspace
                .outbox()
                .request(
                        planted.workspace
                                .mailDrafts()
                                .ofInvoice(world.invoiceOf("second").id())
                                .with("a@second.example", null, null),
                        false);
        assertThat(obstacles("second")).containsExactly(Kind.MAIL, Kind.OPEN, Kind.SUBSCRIPTION);
        assertThat(message.recipient()).isEqualTo("a@second.example");
        assertThat(world.number("select count(*) from customer where erased_at is not null"))
                .isZero();
    }

    @Test
    void whatIsNotBilledIsLeftSoByChoiceOnly() {
        world.subscribe("third", "basic");
        world.execute("update subscription s set ends_on = '2026-11-01' from customer c where c.id = s.customer_id"
                + " and c.external_id = 'third'");
        assertThat(obstacles("third")).containsExactly(Kind.UNBILLED);
        assertThat(failure(() -> planted.erasure().erase("third", REASON, false))
                        .remedy())
                .contains("Bill what is due, or say that it is left unbilled.");
        planted.erasure().erase("third", REASON, true);
        world.draftOctober();
        assertThat(world.number("select count(*) from invoice i join customer c on c.id = i.used_by"
                        + " where c.erased_at is not null"))
                .isZero();
    }

    @Test
    void onlyAdminsAndTheGatewayEraseAndTheReasonIsSaid() {
        for (GroupRole role : List.of(GroupRole.ANALYST, GroupRole.FINANCE, GroupRole.AUDITOR)) {
            try (Database database = world.test().as(role)) {
                assertThat(failure(() -> new CustomerErasure(database).erase(ErasureWorld.ID, REASON, false))
                                .code())
                        .as(role.role())
                        .isEqualTo("database.permission");
            }
        }
        assertThat(failure(() -> planted.erasure().erase(ErasureWorld.ID, "  ", false))
                        .code())
                .isEqualTo("customer.erase.reason");
        try (Database database = world.test().as(GroupRole.ADMIN)) {
            var erasure = new CustomerErasure(database);
            assertThat(erasure.preview(ErasureWorld.ID).gone().events()).isEqualTo(2);
            assertThat(erasure.preview(ErasureWorld.ID).kept().invoices()).isEqualTo(1);
            assertThat(erasure.erase(ErasureWorld.ID, REASON, false).messages()).isEqualTo(1);
        }
        for (String change : List.of(
                "update audit_entry set detail = '{}'",
                "update invoice_payment set reference = 'x'",
                "set local countinghouse.erasing = 'on'; update audit_entry set detail = '{}'")) {
            assertThatThrownBy(() -> world.execute(change)).as(change).isInstanceOf(Failure.class);
        }
    }

    private List<Kind> obstacles() {
        return obstacles(ErasureWorld.ID);
    }

    private List<Kind> obstacles(String customer) {
        return planted.erasure().preview(customer).obstacles().stream()
                .map(ErasureObstacle::kind)
                .toList();
    }

    private Map<String, BigDecimal> sums() {
        var sums = new TreeMap<String, BigDecimal>();
        for (String sum : Set.of(
                "sum(total) from invoice",
                "sum(amount) from invoice_line",
                "sum(abs(amount)) from ledger_entry",
                "count(*) from ledger_entry",
                "sum(quantity) from usage_rollup",
                "sum(events) from usage_rollup",
                "sum(quantity) from usage_total",
                "sum(events) from usage_total",
                "count(*) from invoice_input",
                "sum(amount) from invoice_payment")) {
            sums.put(sum, world.number("select " + sum));
        }
        return sums;
    }

    private static Failure failure(Runnable act) {
        try {
            act.run();
        } catch (Failure failure) {
            return failure;
        }
        throw new AssertionError("it was done");
    }
}
