package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.customers.CustomerPayers;
import org.countinghouse.customers.CustomerTerms;
import org.countinghouse.security.Scope;
import org.countinghouse.workspace.Workspace;

/** Where a customer's documents go, who pays for whom and until when, and whether there is one invoice for all subscriptions. */
final class CustomerRoutes {
    private static final String CUSTOMER = Route.BASE + "/customers/{customer}";
    private static final String EMAIL = "email";
    private static final String PAYER = "payer";
    private static final String ONE_INVOICE = "one_invoice";
    private static final String TERMS = "payment_terms_days";

    private final Workspace workspace;
    private final GatewaySettings settings;

    CustomerRoutes(Workspace workspace, GatewaySettings settings) {
        this.workspace = workspace;
        this.settings = settings;
    }

    List<Route> routes() {
        return List.of(
                Route.get(CUSTOMER, Scope.BILLING_READ, this::show),
                Route.post(CUSTOMER + "/email", Scope.BILLING_WRITE, this::email),
                Route.post(CUSTOMER + "/payer", Scope.BILLING_WRITE, this::payer),
                Route.post(CUSTOMER + "/one-invoice", Scope.BILLING_WRITE, this::oneInvoice),
                Route.post(CUSTOMER + "/payment-terms", Scope.BILLING_WRITE, this::terms));
    }

    /** The customer of the path, for a caller that may reach all of them: others than that one are concerned. */
    private Customer customer(Context context) {
        Caller.of(context).requireWhole();
        return Customer.find(workspace.database(), context.pathParam("customer"));
    }

    private void show(Context context) {
        reply(context, customer(context));
    }

    private void email(Context context) {
        Customer customer = customer(context);
        ObjectNode body = body(context, EMAIL);
        workspace
                .customerContacts()
                .email(customer.externalId(), Objects.requireNonNullElse(Fields.text(body, EMAIL), ""));
        reply(context, customer);
    }

    private void payer(Context context) {
        Customer customer = customer(context);
        ObjectNode body = body(context, PAYER);
        workspace.customerPayers().set(customer.externalId(), Fields.text(body, PAYER));
        reply(context, customer);
    }

    private void oneInvoice(Context context) {
        Customer customer = customer(context);
        ObjectNode body = body(context, ONE_INVOICE);
        if (!body.path(ONE_INVOICE).isBoolean()) {
            throw new CatalogFailure("request.field", ONE_INVOICE + " is neither true nor false.", "$." + ONE_INVOICE);
        }
        workspace.customerPayers().together(customer.externalId(), Fields.flag(body, ONE_INVOICE));
        reply(context, customer);
    }

    private void terms(Context context) {
        Customer customer = customer(context);
        JsonNode days = body(context, TERMS).path(TERMS);
        if (!days.isNull() && !(days.isIntegralNumber() && days.canConvertToInt())) {
            throw new CatalogFailure("request.field", TERMS + " is neither a number of days nor null.", "$." + TERMS);
        }
        workspace.customerTerms().set(customer.externalId(), days.isNull() ? null : days.intValue());
        reply(context, customer);
    }

    /** What is to be none is named as null: a field that was forgotten changes nothing. */
    private ObjectNode body(Context context, String field) {
        ObjectNode body = Body.object(context, settings);
        if (!body.has(field)) {
            throw new CatalogFailure("request.field", field + " is missing.", "$." + field);
        }
        return body;
    }

    private void reply(Context context, Customer customer) {
        CustomerPayers.Standing standing = workspace.customerPayers().of(customer.id());
        CustomerPayers.Party payer = standing.payer();
        CustomerTerms.Terms terms = workspace.customerTerms().of(customer.externalId());
        String email = workspace.customerContacts().emailOf(customer.id());
        ObjectNode json = Json.object()
                .put("customer", customer.externalId())
                .put("name", customer.name())
                .put(EMAIL, email.isEmpty() ? null : email)
                .put(PAYER, payer == null ? null : payer.externalId())
                .put(ONE_INVOICE, standing.together())
                .put(TERMS, terms.own())
                .put("due_after_days", terms.days());
        ArrayNode children = json.putArray("pays_for");
        standing.paysFor().forEach(child -> children.add(child.externalId()));
        Reply.json(context, json);
    }
}
