package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.LineChange;
import org.countinghouse.billing.ManualEntry;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.money.Decimals;
import org.countinghouse.security.Scope;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Lines by hand on drafts, and invoices of such lines alone. */
final class InvoiceLineRoutes {
    private final Workspace workspace;
    private final GatewaySettings settings;

    InvoiceLineRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.post(Route.BASE + "/invoices/one-off", Scope.BILLING_WRITE, this::oneOff),
                Route.post(Route.BASE + "/invoices/{id}/lines", Scope.BILLING_WRITE, this::add),
                Route.post(Route.BASE + "/invoices/{id}/lines/{line}", Scope.BILLING_WRITE, this::replace),
                Route.post(Route.BASE + "/invoices/{id}/lines/{line}/remove", Scope.BILLING_WRITE, this::remove),
                Route.post(Route.BASE + "/invoices/{id}/refresh", Scope.BILLING_WRITE, this::refresh));
    }

    private void oneOff(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.object(context, settings);
        var customer = Customer.find(workspace.database(), Fields.required(body, "customer", "user_id", "org_id"));
        var lines = new ArrayList<ManualEntry>();
        for (var line : body.path("lines")) {
            if (!(line instanceof ObjectNode fields)) {
                throw new CatalogFailure("request.field", "lines holds something that is no line.", "$.lines");
            }
            lines.add(entry(fields));
        }
        show(context, workspace.oneOffInvoices().draft(customer.externalId(), lines));
    }

    private void add(Context context) {
        ObjectNode body = body(context);
        change(context, body, new LineChange.Add(entry(body)));
    }

    private void replace(Context context) {
        ObjectNode body = body(context);
        change(context, body, new LineChange.Replace(context.pathParam("line"), entry(body)));
    }

    private void remove(Context context) {
        change(context, body(context), new LineChange.Remove(context.pathParam("line")));
    }

    private ObjectNode body(Context context) {
        Caller.of(context).requireWhole();
        return Body.object(context, settings);
    }

    private void change(Context context, ObjectNode body, LineChange change) {
        long id = workspace.invoices().find(InvoiceRoutes.id(context)).id();
        workspace.manualLines().change(id, revision(body), change);
        show(context, id);
    }

    private void refresh(Context context) {
        ObjectNode body = body(context);
        long id = workspace.invoices().find(InvoiceRoutes.id(context)).id();
        workspace.draftRefresh().refresh(id, revision(body));
        show(context, id);
    }

    private void show(Context context, long id) {
        Reply.json(context, workspace.invoices().find(Long.toString(id)).toJson(true));
    }

    private static @Nullable Integer revision(ObjectNode body) {
        String text = Fields.text(body, "revision");
        return text == null ? null : figure("revision", text).intValue();
    }

    private static ManualEntry entry(ObjectNode body) {
        String from = Fields.text(body, "from");
        String to = Fields.text(body, "to");
        BillingPeriod service = null;
        if (from != null || to != null) {
            LocalDate first = day("from", from);
            LocalDate end = day("to", to);
            if (!end.isAfter(first)) {
                throw new CatalogFailure("request.field", "to is not later than from.", "$.to");
            }
            service = new BillingPeriod(first, end);
        }
        return new ManualEntry(
                Fields.required(body, "text"),
                figure("quantity", Objects.requireNonNullElse(Fields.text(body, "quantity"), "1")),
                figure("unit_price", Fields.required(body, "unit_price")),
                Objects.requireNonNullElse(Fields.text(body, "tax_category"), "standard"),
                service);
    }

    private static LocalDate day(String field, @Nullable String text) {
        try {
            return LocalDate.parse(Optional.ofNullable(text).orElse(""));
        } catch (DateTimeParseException unreadable) {
            throw new CatalogFailure("request.field", field + " is not a day such as 2026-11-30.", "$." + field);
        }
    }

    /** Amounts are text, so that no digit is lost. */
    private static BigDecimal figure(String field, String text) {
        return Decimals.parse(text)
                .orElseThrow(() ->
                        new CatalogFailure("request.field", field + " is not a decimal number as text.", "$." + field));
    }
}
