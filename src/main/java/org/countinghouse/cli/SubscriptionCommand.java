package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.billing.SubscriptionList;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.customers.Subscription;
import org.countinghouse.customers.SubscriptionChange;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Subscriptions and what happens to them. */
@Command(
        name = "subscription",
        description = "Subscriptions: list, start, change, pause, cancel, undo, move many to another version.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SubscriptionCommand.ListAll.class,
            SubscriptionCommand.Show.class,
            SubscriptionCommand.Start.class,
            SubscriptionChangeCommands.ChangePlan.class,
            SubscriptionChangeCommands.Quantity.class,
            SubscriptionChangeCommands.Price.class,
            SubscriptionChangeCommands.AddOn.class,
            SubscriptionChangeCommands.Pause.class,
            SubscriptionChangeCommands.Resume.class,
            SubscriptionChangeCommands.Cancel.class,
            SubscriptionChangeCommands.Undo.class,
            SubscriptionMigrateCommand.class,
            SubscriptionMigrationCommands.ListAll.class,
            SubscriptionMigrationCommands.Undo.class
        })
final class SubscriptionCommand {
    private static final int PAGE = 500;

    /** Lists them. */
    @Command(name = "list", description = "List subscriptions.", mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Option(names = "--customer", paramLabel = "ID", description = "Of one customer.")
        private String customer = "";

        @Option(names = "--state", description = "running, upcoming, paused, ending or ended.")
        private String state = "";

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                var list = new SubscriptionList(workspace.database(), workspace.clock());
                Filter filter = Filter.ALL;
                if (!customer.isEmpty()) {
                    filter = filter.and("customer", Filter.Operator.EQUALS, customer);
                }
                if (!state.isEmpty()) {
                    filter = filter.and("state", Filter.Operator.EQUALS, state);
                }
                long shown = 0;
                List<SubscriptionRow> page;
                do {
                    page = list.page(filter, List.of(), null, shown, PAGE).rows();
                    page.forEach(row -> out.printf(
                            "%d  %s  %s version %d  %s  since %s%s%n",
                            row.id(),
                            row.customer(),
                            row.plan(),
                            row.version(),
                            row.state(),
                            row.startsOn(),
                            row.endsOn() == null ? "" : ", ends " + row.endsOn()));
                    shown += page.size();
                } while (page.size() == PAGE);
                out.flush();
                return 0;
            }
        }
    }

    /** Shows the changes of one. */
    @Command(
            name = "show",
            description = "Show a subscription's changes, undone ones too.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "SUBSCRIPTION", description = "Its number.")
        private long id;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                for (SubscriptionChange change : workspace.subscriptionChanges().of(id)) {
                    out.printf(
                            "%d  %s  %s%s%n",
                            change.id(), change.effectiveOn(), what(change), change.holds() ? "" : "  (undone)");
                    out.printf("    %s by %s: %s%n", change.at(), change.by(), change.reason());
                }
                out.flush();
                return 0;
            }
        }

        private static String what(SubscriptionChange change) {
            return switch (change.kind()) {
                case PLAN -> "plan " + change.plan() + " version " + change.planVersion();
                case ADD_ON -> "add-on " + change.plan();
                case REMOVE_ADD_ON -> "end of add-on " + change.plan();
                case QUANTITY -> "quantity of " + item(change) + ": " + change.quantity();
                case PRICE ->
                    "price of " + item(change) + ": " + (change.price() == null ? "the plan's" : change.price());
                case CANCEL -> change.credit() ? "cancelled, fees end too" : "cancelled, fees run to the period's end";
                case PAUSE, RESUME -> change.kind().code();
            };
        }
    }

    private static String item(SubscriptionChange change) {
        return change.plan() == null ? String.valueOf(change.item()) : change.plan() + "/" + change.item();
    }

    /** Starts one. */
    @Command(name = "start", description = "Start a subscription.", mixinStandardHelpOptions = true)
    static final class Start implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CUSTOMER", description = "The customer's own id.")
        private String customer = "";

        @Parameters(index = "1", paramLabel = "PLAN", description = "The plan's code.")
        private String plan = "";

        @Option(names = "--on", required = true, paramLabel = "DAY", description = "First day.")
        private java.time.LocalDate on = java.time.LocalDate.EPOCH;

        @Option(names = "--end", paramLabel = "DAY", description = "First day no longer covered.")
        private java.time.@Nullable LocalDate end;

        @Option(
                names = "--version",
                paramLabel = "N",
                description = "Version of the plan, in force on the first day; default the latest.")
        private @Nullable Integer version;

        @Option(names = "--quantity", paramLabel = "FEE=N", description = "Quantity of a fee, for example seats=5.")
        private Map<String, BigDecimal> quantities = new HashMap<>();

        @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of its periods; default UTC.")
        private java.time.ZoneId zone = java.time.ZoneOffset.UTC;

        @Option(
                names = "--beside",
                description = "Also where another subscription of the customer prices the same meter.")
        private boolean beside;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            try (var workspace = CommandLineFace.open(spec)) {
                String name = zone.equals(java.time.ZoneOffset.UTC) ? "UTC" : zone.getId();
                long id = workspace
                        .subscriptionStarts()
                        .start(new Subscription(customer, plan, version, on, end, name, quantities), beside);
                out.printf("subscription %d%n", id);
                out.flush();
                return 0;
            }
        }
    }
}
