package org.countinghouse.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.countinghouse.catalog.Meter;
import org.countinghouse.metering.IntakeResult.Outcome;
import org.countinghouse.metering.ReadResult;
import org.countinghouse.metering.UsageEvent;
import org.countinghouse.security.Scope;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.Workspace;

/**
 * What recorded usage leaves of its customers' limits, for callers who ask for it: each customer is looked up once,
 * however many of the events are its own.
 */
final class LimitsLeft {
    /** Customers whose limits are told with one request; the others are only counted. */
    private static final int MOST_CUSTOMERS = 100;

    private final Workspace workspace;

    LimitsLeft(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Does the caller want them?
     *
     * @throws Failure {@code token.forbidden} when its token may not read limits
     */
    boolean wanted(Context context) {
        boolean wanted = Query.flag(context, "limits");
        if (wanted && !Caller.of(context).token().allows(Scope.QUOTA_READ)) {
            throw new Failure(
                    "token.forbidden",
                    "The access token lacks the scope " + Scope.QUOTA_READ.code() + ", which limits=true needs.",
                    "Use a token that was issued with it, or leave limits out. Nothing was stored.");
        }
        return wanted;
    }

    /**
     * Adds the limits on what was recorded, as they stand after it. The events are on disk, so nothing that goes wrong
     * here may look as if they were not.
     *
     * @param rows as they were sent
     * @param outcomes of the rows
     */
    void add(ObjectNode json, List<ReadResult> rows, List<Outcome> outcomes) {
        try {
            addAll(json, rows, outcomes);
        } catch (Failure failure) {
            json.put("limits_problem", failure.code());
        }
    }

    private void addAll(ObjectNode json, List<ReadResult> rows, List<Outcome> outcomes) {
        ArrayNode list = json.putArray("limits");
        var events = eventsByCustomer(rows, outcomes);
        var meters = metersByEvent();
        var customers = new ArrayList<>(events.keySet());
        for (String customer : customers.subList(0, Math.min(MOST_CUSTOMERS, customers.size()))) {
            Set<String> counted = new TreeSet<>();
            events.getOrDefault(customer, Set.of())
                    .forEach(event -> counted.addAll(meters.getOrDefault(event, Set.of())));
            add(list, customer, counted);
        }
        if (customers.size() > MOST_CUSTOMERS) {
            json.put("limits_left_out", customers.size() - MOST_CUSTOMERS);
        }
    }

    private static Map<String, Set<String>> eventsByCustomer(List<ReadResult> rows, List<Outcome> outcomes) {
        var events = new TreeMap<String, Set<String>>();
        for (int at = 0; at < rows.size(); at++) {
            boolean recorded = outcomes.get(at) == Outcome.STORED || outcomes.get(at) == Outcome.DUPLICATE;
            if (recorded && rows.get(at) instanceof ReadResult.Event row) {
                UsageEvent event = row.event();
                events.computeIfAbsent(event.customer(), _ -> new TreeSet<>()).add(event.event());
            }
        }
        return events;
    }

    private Map<String, Set<String>> metersByEvent() {
        return workspace.meters().all().stream()
                .collect(Collectors.groupingBy(Meter::eventType, Collectors.mapping(Meter::code, Collectors.toSet())));
    }

    private void add(ArrayNode list, String sentAs, Set<String> meters) {
        workspace.quotas().of(ownId(sentAs)).stream()
                .filter(limit -> meters.contains(limit.scope().meter()))
                .forEach(limit -> list.addObject().put("customer", sentAs).setAll(QuotaRoutes.write(limit)));
    }

    /** Usage may come under another name that was mapped to a customer. */
    private String ownId(String sentAs) {
        return workspace.database().read(connection -> {
            try (var statement = connection.prepareStatement("""
                    select external_id from customer where external_id = ?
                    union all
                    select c.external_id from customer_alias a join customer c on c.id = a.customer_id
                    where a.external_id = ?
                    limit 1""")) {
                statement.setString(1, sentAs);
                statement.setString(2, sentAs);
                try (var row = statement.executeQuery()) {
                    return row.next() ? row.getString(1) : sentAs;
                }
            }
        });
    }
}
