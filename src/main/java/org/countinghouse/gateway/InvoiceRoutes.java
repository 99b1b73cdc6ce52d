package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.InvoiceList;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.Invoices;
import org.countinghouse.catalog.Json;
import org.countinghouse.mail.MailMessage;
import org.countinghouse.security.Scope;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Invoices: listed, shown, printed, drafted and sent. */
final class InvoiceRoutes {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;

    private final Workspace workspace;
    private final GatewaySettings settings;
    private final Runnable sending;

    /** @param sending tells whoever delivers messages that there is one */
    InvoiceRoutes(Workspace workspace, GatewaySettings settings, Runnable sending) {
        this.workspace = workspace;
        this.settings = settings;
        this.sending = sending;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        Route.BASE + "/invoices",
                        Scope.BILLING_READ,
                        context -> list(context, Query.text(context, "customer"))),
                Route.post(Route.BASE + "/invoices/generate", Scope.BILLING_WRITE, this::generate),
                Route.get(
                        Route.BASE + "/invoices/customer/{customer}",
                        Scope.BILLING_READ,
                        context -> list(context, context.pathParam("customer"))),
                Route.get(Route.BASE + "/invoices/{id}", Scope.BILLING_READ, this::show),
                Route.get(Route.BASE + "/invoices/{id}/pdf", Scope.BILLING_READ, this::pdf),
                Route.post(Route.BASE + "/invoices/{id}/send", Scope.BILLING_WRITE, this::send),
                Route.get(Route.BASE + "/invoices/{id}/messages", Scope.BILLING_READ, this::messages));
    }

    private void list(Context context, @Nullable String customer) {
        var database = Caller.of(context).database();
        Filter filter = Filter.ALL;
        if (customer != null) {
            filter = filter.and(
                    "customer_id",
                    Filter.Operator.EQUALS,
                    Customer.find(database, customer).externalId());
        }
        String status = Query.text(context, "status");
        if (status != null) {
            filter = filter.and("status", Filter.Operator.EQUALS, status(status).code());
        }
        String period = Query.text(context, "period");
        if (period != null) {
            var month = BillingPeriod.parse(period);
            filter = filter.and("period", Filter.Operator.EQUALS, month.from().toString());
        }
        int limit = Query.number(context, "limit", PAGE, 1, LARGEST_PAGE);
        int offset = Query.number(context, "offset", 0, 0, Integer.MAX_VALUE);
        ObjectNode json = Json.object().put("limit", limit).put("offset", offset);
        write(json, new InvoiceList(database), filter, offset, limit);
        Reply.json(context, json);
    }

    private static InvoiceStatus status(String named) {
        return Arrays.stream(InvoiceStatus.values())
                .filter(status -> status.code().equals(named))
                .findFirst()
                .orElseThrow(() -> Query.wrong(
                        "status",
                        named,
                        "one of "
                                + Arrays.stream(InvoiceStatus.values())
                                        .map(InvoiceStatus::code)
                                        .collect(Collectors.joining(", "))));
    }

    private static void write(ObjectNode json, InvoiceList list, Filter filter, int offset, int limit) {
        json.put("count", list.totals(filter).rows());
        ArrayNode invoices = json.putArray("invoices");
        list.page(filter, List.of(), null, offset, limit)
                .rows()
                .forEach(row -> invoices.addObject()
                        .put("id", row.id())
                        .put("number", row.number())
                        .put("customer", row.customer())
                        .put("status", row.status().code())
                        .put("from", row.period().from().toString())
                        .put("to", row.period().to().toString())
                        .put("plan", row.plan())
                        .put("currency", row.total().getCurrencyUnit().getCode())
                        .put("total", row.total().getAmount().toPlainString())
                        .put("due", row.due().getAmount().toPlainString())
                        .put(
                                "issued_on",
                                row.issuedOn() == null ? null : row.issuedOn().toString())
                        .put("due_on", row.dueOn() == null ? null : row.dueOn().toString()));
    }

    private void show(Context context) {
        var invoice = new Invoices(Caller.of(context).database()).find(id(context));
        Reply.json(context, invoice.toJson(true));
    }

    private void pdf(Context context) {
        // Found as the caller may see it; only then is the paper made.
        var invoice = new Invoices(Caller.of(context).database()).find(id(context));
        String only = Caller.of(context).onlyCustomer();
        if (only != null
                && !only.equals(
                        workspace.invoices().find(Long.toString(invoice.id())).customer())) {
            throw new Failure(
                    "invoice.payer",
                    "Invoice " + invoice.id() + " is addressed to who pays for this customer.",
                    "Its figures are in the answer without /pdf; the paper goes to who pays.");
        }
        context.contentType("application/pdf").result(workspace.invoicePdf(invoice.id()));
    }

    /** Stores the message; it goes out within seconds, or when the mail server answers again. */
    private void send(Context context) {
        Caller.of(context).requireWhole();
        long invoice = workspace.invoices().find(id(context)).id();
        ObjectNode body = Body.optional(context, settings);
        boolean again = Fields.flag(body, "again");
        var draft = workspace
                .mailDrafts()
                .ofInvoice(invoice)
                .with(
                        Fields.texts(body, "to"),
                        Fields.texts(body, "copies"),
                        Fields.text(body, "subject"),
                        Fields.text(body, "text"));
        MailMessage message = workspace.outbox().request(draft, again);
        sending.run();
        context.status(202);
        Reply.json(context, json(message));
    }

    private void messages(Context context) {
        Caller.of(context).requireWhole();
        long invoice = workspace.invoices().find(id(context)).id();
        ObjectNode json = Json.object();
        ArrayNode messages = json.putArray("messages");
        workspace.outbox().of(invoice).forEach(message -> messages.add(json(message)));
        Reply.json(context, json);
    }

    private static ObjectNode json(MailMessage message) {
        Instant sent = message.sentAt();
        ObjectNode json = Json.object()
                .put("id", message.id())
                .put("document", message.document())
                .put("to", message.recipients().to().getFirst());
        ArrayNode recipients = json.putArray("recipients");
        message.recipients().to().forEach(recipients::add);
        ArrayNode copies = json.putArray("copies");
        message.recipients().copies().forEach(copies::add);
        return json.put("subject", message.subject())
                .put("attachment", message.attachment())
                .put("state", message.state().code())
                .put("reason", message.reason())
                .put("attempts", message.attempts())
                .put("requested_at", message.requestedAt().toString())
                .put("sent_at", sent == null ? null : sent.toString());
    }

    static String id(Context context) {
        String id = context.pathParam("id");
        if (id.indexOf('\0') >= 0) {
            throw Query.wrong("id", "", "an id or number of an invoice");
        }
        return id;
    }

    /** Drafts what one customer's month still lacks, and shows all invoices of periods that end in it, however long. */
    private void generate(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        var customer = Customer.find(
                workspace.database(), Fields.required(body, "customer", "user_id", "org_id", "tenant_id"));
        var period = BillingPeriod.parse(Fields.required(body, "period"));
        var report = workspace.billingRuns().run(period, customer.id(), false, Progress.NONE);
        ObjectNode json = Json.object().put("drafted", report.drafted()).put("existing", report.existing());
        ArrayNode failures = json.putArray("failures");
        report.failures()
                .forEach(failed -> failures.addObject()
                        .put("subscription", failed.subscriptionId())
                        .put("code", failed.code())
                        .put("reason", failed.reason()));
        Filter filter = Filter.ALL
                .and("used_by", Filter.Operator.EQUALS, customer.externalId())
                .and("last_day", Filter.Operator.AT_LEAST, period.from().toString())
                .and(
                        "last_day",
                        Filter.Operator.AT_MOST,
                        period.to().minusDays(1).toString());
        write(json, new InvoiceList(workspace.database()), filter, 0, PAGE);
        Reply.json(context, json);
    }
}
