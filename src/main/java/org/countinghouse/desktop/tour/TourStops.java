package org.countinghouse.desktop.tour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.countinghouse.billing.InvoiceFilters;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.SavedView;
import org.countinghouse.desktop.invoices.InvoiceFilter;

/** Places worth a picture beyond the beginning of each screen. */
final class TourStops {
    /** A view that the tour's person has saved. */
    static final SavedView VIEW = new SavedView(
            "Input tokens by model",
            "usage",
            Map.of("meter", "tokens_in", "range", "latest", "group", "model", "compare", "true"));

    private static final Location CUSTOMER = Location.of("customers", "customer", "1");

    private static final Location TAXED = Location.of("taxes", "part", "customers");

    /** The list of the screen that is seen. */
    private static final String LIST = ".data-table-view";

    private static final Gesture CHOOSE_FIRST = new Gesture.Choose(LIST, 0);

    private TourStops() {}

    /** @param folder for files that are imported on the way */
    static List<Tour.Stop> of(Path folder) {
        var issue = new Gesture.Press("#token-issue");
        var name = new Gesture.Write("#token-name", "Collector in the Frankfurt cluster");
        var scope = new Gesture.Press("#scope-USAGE_WRITE");
        Location file = Location.of("import", "file", strangeFile(folder).toString());
        return List.of(
                new Tour.Stop("usage-by-model", new Location("usage", Map.of("meter", "tokens_in", "group", "model"))),
                new Tour.Stop("usage-view", VIEW.location()),
                new Tour.Stop("usage-events", VIEW.location(), List.of(new Gesture.Press("#showEvents"))),
                new Tour.Stop("customer", CUSTOMER),
                new Tour.Stop("customer-new", new Location("customers", Map.of("customer", "2"))),
                new Tour.Stop(
                        "wallet-top-up",
                        CUSTOMER,
                        List.of(
                                new Gesture.Press("#wallet-top-up"),
                                new Gesture.Write("#wallet-amount", "250"),
                                new Gesture.Write("#wallet-reason", "Bank transfer of 2 October"))),
                new Tour.Stop(
                        "wallet-grant",
                        CUSTOMER,
                        List.of(new Gesture.Press("#wallet-grant"), new Gesture.Write("#wallet-amount", "15"))),
                new Tour.Stop(
                        "wallet-refund",
                        CUSTOMER,
                        List.of(
                                new Gesture.Choose("#charges", 0),
                                new Gesture.Press("#wallet-refund"),
                                new Gesture.Write("#refund-reason", "Sent twice by the customer"))),
                new Tour.Stop("invoices-of-a-month", InvoiceFilter.location(InvoiceFilters.of(YearMonth.of(2023, 11)))),
                new Tour.Stop(
                        "invoice-send",
                        InvoiceFilter.location(InvoiceFilters.stage(InvoiceFilters.Stage.RECEIVABLE)),
                        List.of(CHOOSE_FIRST, new Gesture.Press("#invoice-send"))),
                new Tour.Stop("credit-note", Location.of("credit-notes"), List.of(CHOOSE_FIRST)),
                new Tour.Stop("message", Location.of("messages"), List.of(CHOOSE_FIRST)),
                new Tour.Stop(
                        "ledger-statement",
                        new Location("ledger", Map.of("report", "STATEMENT", "account", "receivables"))),
                new Tour.Stop("ledger-ageing", Location.of("ledger", "report", "AGEING")),
                new Tour.Stop("subscription", Location.of("subscriptions"), List.of(CHOOSE_FIRST)),
                new Tour.Stop(
                        "subscription-change",
                        Location.of("subscriptions"),
                        List.of(
                                new Gesture.Choose(LIST, 1),
                                new Gesture.Press("#subscription-plan"),
                                new Gesture.Choose("#change-item", 0),
                                new Gesture.Write("#change-reason", "The team grows"))),
                new Tour.Stop(
                        "subscription-start",
                        Location.of("subscriptions"),
                        List.of(
                                new Gesture.Press("#subscription-start"),
                                new Gesture.Choose("#start-customers", 0),
                                new Gesture.Choose("#start-plan", 1))),
                new Tour.Stop(
                        "subscription-price",
                        Location.of("subscriptions"),
                        List.of(
                                new Gesture.Choose(LIST, 0),
                                new Gesture.Press("#subscription-price"),
                                new Gesture.Choose("#change-item", 0),
                                new Gesture.Write("#change-reason", "Agreed for two years"))),
                new Tour.Stop(
                        "plan-thresholds",
                        Location.of("plans", "plan", TourBooks.PLAN),
                        List.of(new Gesture.Choose("#plan-tabs", 4))),
                new Tour.Stop(
                        "plan-move",
                        Location.of("plans"),
                        List.of(
                                new Gesture.Press("#plan-move"),
                                new Gesture.Write("#move-reason", "The new price list"))),
                new Tour.Stop("billing-run", Location.of("billing-runs"), List.of(CHOOSE_FIRST)),
                new Tour.Stop(
                        "billing-run-start", Location.of("billing-runs"), List.of(new Gesture.Press("#run-start"))),
                new Tour.Stop(
                        "billing-run-customer",
                        Location.of("billing-runs"),
                        List.of(
                                new Gesture.Press("#run-start"),
                                new Gesture.Choose("#run-whom", 1),
                                new Gesture.Choose("#run-customers", 2))),
                new Tour.Stop("tax-history", Location.of("taxes"), List.of(new Gesture.Choose(LIST, 2))),
                new Tour.Stop(
                        "tax-rate",
                        Location.of("taxes"),
                        List.of(
                                new Gesture.Press("#tax-set"),
                                new Gesture.Write("#rate-country", "DE"),
                                new Gesture.Write("#rate-percent", "21"))),
                new Tour.Stop("tax-report", Location.of("taxes", "part", "report")),
                new Tour.Stop("tax-customers", TAXED, List.of(CHOOSE_FIRST)),
                new Tour.Stop("tax-treatment", TAXED, List.of(CHOOSE_FIRST, new Gesture.Press("#tax-treatment"))),
                new Tour.Stop("tax-number", TAXED, List.of(CHOOSE_FIRST, new Gesture.Press("#tax-number"))),
                new Tour.Stop("currency-pair", Location.of("currencies"), List.of(CHOOSE_FIRST)),
                new Tour.Stop(
                        "currency-set",
                        Location.of("currencies"),
                        List.of(
                                CHOOSE_FIRST,
                                new Gesture.Press("#currency-set-pair"),
                                new Gesture.Write("#set-rate", "1.31"))),
                new Tour.Stop("billing-entity", Location.of("billing-entities"), List.of(CHOOSE_FIRST)),
                new Tour.Stop(
                        "billing-entity-change",
                        Location.of("billing-entities"),
                        List.of(CHOOSE_FIRST, new Gesture.Press("#seller-change"))),
                new Tour.Stop("import-columns", file),
                new Tour.Stop("import-check", file, columnsSaid()),
                new Tour.Stop("import-remembered", file),
                new Tour.Stop("inbox-unreadable", Location.of("inbox"), List.of(new Gesture.Choose("#groups", 2))),
                new Tour.Stop("token-issue", Location.of("tokens"), List.of(issue, name, scope)),
                new Tour.Stop(
                        "token-issued",
                        Location.of("tokens"),
                        List.of(issue, name, scope, new Gesture.Press("#confirm-issue"))),
                new Tour.Stop(
                        "token-revoke",
                        Location.of("tokens"),
                        List.of(
                                new Gesture.Choose(".tokens .data-table-view", 0),
                                new Gesture.Press("#token-revoke"))));
    }

    private static List<Gesture> columnsSaid() {
        return List.of(
                new Gesture.Pick("#map-id", "nr"),
                new Gesture.Pick("#map-customer", "wer"),
                new Gesture.Pick("#map-event", "=tokens_in"),
                new Gesture.Pick("#map-time", "wann"),
                new Gesture.Pick("#map-quantity", "wieviel"),
                new Gesture.Press("#next"));
    }

    /** Columns that nobody can guess, and a few rows that cannot be taken. */
    private static Path strangeFile(Path folder) {
        try {
            return Files.writeString(folder.resolve("verbrauch-september.csv"), """
                    nr;wer;was;wann;wieviel
                    1;acct-0005;Eingabe;2024-09-21T10:00:00Z;500
                    2;acct-0005;Eingabe;2024-09-21T10:05:00Z;740
                    3;acct-0005;Eingabe;2024-09-21 10:10:00;120
                    4;nordlicht-old;Eingabe;2024-09-21T10:15:00Z;80
                    5;acct-0005;Eingabe;2024-09-21T10:20:00Z;viel
                    """);
        } catch (IOException e) {
            throw TourCommand.noRoom(e);
        }
    }
}
