package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.countinghouse.billing.LateFeeDecisions;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.money.Decimals;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;

/** Late fees and interest: rules, what is billed, and decisions about single invoices. */
final class LateFeeRoutes {
    private static final String LATE = Route.BASE + "/late-fees";
    private static final String OF_INVOICE = Route.BASE + "/invoices/{id}/late-fees";

    private final Workspace workspace;
    private final GatewaySettings settings;

    LateFeeRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.get(LATE + "/rules", Scope.BILLING_READ, this::rules),
                Route.post(LATE + "/rules", Scope.BILLING_WRITE, this::set),
                Route.post(LATE + "/run", Scope.BILLING_WRITE, this::run),
                Route.get(OF_INVOICE, Scope.BILLING_READ, this::show),
                Route.post(OF_INVOICE + "/waive", Scope.BILLING_WRITE, this::waive),
                Route.post(OF_INVOICE + "/discard", Scope.BILLING_WRITE, this::discard),
                Route.post(OF_INVOICE + "/dispute", Scope.BILLING_WRITE, this::dispute),
                Route.post(OF_INVOICE + "/resume", Scope.BILLING_WRITE, this::resume));
    }

    private void rules(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode json = Json.object();
        var rules = json.putArray("rules");
        for (LateFeeRules.Stored each : workspace.lateFeeRules().list()) {
            var node = rules.addObject()
                    .put("seller", each.seller())
                    .put("customer", each.customer())
                    .put("currency", each.currency())
                    .put("from", each.entry().from().toString())
                    .put("until", each.until() == null ? null : each.until().toString())
                    .put("kind", each.entry().kind().name().toLowerCase(Locale.ROOT))
                    .put("reason", each.reason());
            LateTerms terms = each.entry().terms();
            if (terms != null) {
                BigDecimal cap = terms.cap();
                node.put("grace_days", terms.graceDays())
                        .put("every_days", terms.everyDays())
                        .put("fee", terms.fee().toPlainString())
                        .put("percent", Decimals.plain(terms.percent()))
                        .put("rate", Decimals.plain(terms.rate()))
                        .put("year_days", terms.yearDays())
                        .put("minimum", terms.minimum().toPlainString())
                        .put("cap", cap == null ? null : cap.toPlainString())
                        .put("tax_category", terms.taxCategory());
            }
        }
        Reply.json(context, json);
    }

    private void set(Context context) {
        ObjectNode body = whole(context);
        String customer = Fields.text(body, "customer");
        String seller = Fields.text(body, "seller");
        var subject = new LateFeeRules.Subject(
                customer == null ? Objects.requireNonNullElse(seller, "main") : seller,
                customer,
                Fields.required(body, "currency"));
        LocalDate from = Query.day("from", Fields.required(body, "from"));
        String reason = Objects.requireNonNullElse(Fields.text(body, "reason"), "");
        var rules = workspace.lateFeeRules();
        switch (Objects.requireNonNullElse(Fields.text(body, "kind"), "terms")) {
            case "terms" -> rules.set(subject, from, terms(body), reason);
            case "none" -> rules.none(subject, from, reason);
            case "general" -> rules.general(subject, from, reason);
            case "withdraw" -> rules.withdraw(subject, from, reason);
            default ->
                throw new CatalogFailure("request.field", "kind is none of terms, none, general, withdraw.", "$.kind");
        }
        rules(context);
    }

    private static LateTerms terms(ObjectNode body) {
        String cap = Fields.text(body, "cap");
        return new LateTerms(
                days(body, "grace_days", "0"),
                days(body, "every_days", "30"),
                figure(body, "fee", "0"),
                figure(body, "percent", "0"),
                figure(body, "rate", "0"),
                days(body, "year_days", "365"),
                figure(body, "minimum", "0"),
                cap == null ? null : figure(body, "cap", cap),
                Fields.text(body, "tax_category"));
    }

    private static int days(ObjectNode body, String field, String usual) {
        BigDecimal days = figure(body, field, usual);
        if (days.signum() < 0
                || days.stripTrailingZeros().scale() > 0
                || days.compareTo(BigDecimal.valueOf(10_000)) > 0) {
            throw new CatalogFailure("request.field", field + " is no number of days.", "$." + field);
        }
        return days.intValueExact();
    }

    private static BigDecimal figure(ObjectNode body, String field, String usual) {
        return Decimals.parse(Objects.requireNonNullElse(Fields.text(body, field), usual))
                .orElseThrow(() ->
                        new CatalogFailure("request.field", field + " is not a decimal number as text.", "$." + field));
    }

    private void run(Context context) {
        Caller.of(context).requireWhole();
        ObjectNode body = Body.optional(context, settings);
        String day = Fields.text(body, "day");
        var fees = workspace.lateFees();
        LateFees.Report report = fees.run(
                day == null ? fees.today() : Query.day("day", day),
                Fields.text(body, "customer"),
                Fields.flag(body, "dry_run"),
                Progress.NONE);
        ObjectNode json = Json.object().put("day", report.day().toString()).put("dry_run", report.dry());
        var sums = json.putObject("sums");
        report.sums().forEach((currency, sum) -> sums.put(currency, sum.toPlainString()));
        var bills = json.putArray("bills");
        for (LateFees.Bill bill : report.bills()) {
            var node = bills.addObject()
                    .put("customer", bill.customer())
                    .put("currency", bill.currency())
                    .put("total", bill.total().toPlainString())
                    .put("draft", bill.draft());
            var lines = node.putArray("lines");
            bill.lines()
                    .forEach(line -> lines.addObject()
                            .put("text", line.text())
                            .put("amount", line.amount().toPlainString()));
        }
        var failures = json.putArray("failures");
        report.aside()
                .forEach(each -> failures.addObject()
                        .put("customer", each.customer())
                        .put("code", each.failure().code())
                        .put("reason", each.failure().summary()));
        Reply.json(context, json);
    }

    private void show(Context context) {
        Caller.of(context).requireWhole();
        show(context, invoice(context));
    }

    private void show(Context context, long id) {
        var lateness = workspace.lateFeeDecisions().of(id);
        ObjectNode json = Json.object()
                .put("currency", lateness.currency())
                .put("owed", lateness.owed().toPlainString());
        var held = lateness.held();
        if (held != null) {
            json.putObject("held")
                    .put("kind", held.kind().name().toLowerCase(Locale.ROOT))
                    .put("reason", held.reason())
                    .put("at", held.at().toString())
                    .put("by", held.by());
        }
        var charges = json.putArray("charges");
        for (LateFeeDecisions.Charge each : lateness.charges()) {
            Instant at = each.at();
            charges.addObject()
                    .put("from", each.from().toString())
                    .put("to", each.to().toString())
                    .put("fee", each.fee().toPlainString())
                    .put("percent", each.percent().toPlainString())
                    .put("interest", each.interest().toPlainString())
                    .put("bill", each.bill())
                    .put("number", each.billName().isEmpty() ? null : each.billName())
                    .put("waived", each.bill() == null ? each.reason() : null)
                    .put("standing", each.standing())
                    .put("at", at.toString());
        }
        Reply.json(context, json);
    }

    private void waive(Context context) {
        ObjectNode body = whole(context);
        long id = invoice(context);
        String reason = Fields.required(body, "reason");
        if (Fields.flag(body, "for_good")) {
            workspace.lateFeeDecisions().hold(id, LateFeeDecisions.Hold.WAIVED, reason);
        } else {
            workspace.lateFeeDecisions().waive(id, reason);
        }
        show(context, id);
    }

    private void discard(Context context) {
        ObjectNode body = whole(context);
        var draft = workspace.invoices().find(InvoiceRoutes.id(context));
        BigDecimal waived = workspace.lateFeeDecisions().discard(draft.id(), Fields.required(body, "reason"));
        Reply.json(
                context,
                Json.object()
                        .put("draft", draft.id())
                        .put("currency", draft.currency())
                        .put("waived", waived.toPlainString()));
    }

    private void dispute(Context context) {
        ObjectNode body = whole(context);
        long id = invoice(context);
        workspace.lateFeeDecisions().hold(id, LateFeeDecisions.Hold.DISPUTE, Fields.required(body, "reason"));
        show(context, id);
    }

    private void resume(Context context) {
        ObjectNode body = whole(context);
        long id = invoice(context);
        workspace.lateFeeDecisions().release(id, Fields.required(body, "reason"));
        show(context, id);
    }

    private ObjectNode whole(Context context) {
        Caller.of(context).requireWhole();
        return Body.object(context, settings);
    }

    private long invoice(Context context) {
        return workspace.invoices().find(InvoiceRoutes.id(context)).id();
    }
}
