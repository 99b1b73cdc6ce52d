package org.countinghouse.desktop.tour;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.InvoiceFilters;
import org.countinghouse.desktop.WorkspaceSession;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.quota.QuotaList;
import org.countinghouse.metering.quota.QuotaOverride;
import org.countinghouse.metering.quota.QuotaRow;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.countinghouse.workspace.sample.SampleWorkspace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a picture of every screen, in light and dark, on a sample workspace of its own and without a display. */
@Command(
        name = "tour",
        description = "Walk every screen without a display and save a picture of each, in light and dark.",
        mixinStandardHelpOptions = true)
public final class TourCommand implements Callable<Integer> {
    /** Begins after both sample periods, so that they can be billed. */
    private static final Instant BEGIN = Instant.parse("2024-10-02T09:00:00Z");

    /** Places worth a picture beyond the beginning of each screen. */
    private static final List<Tour.Stop> MORE = List.of(
            new Tour.Stop("usage-by-model", new Location("usage", Map.of("meter", "tokens_in", "group", "model"))),
            new Tour.Stop("customer", new Location("customers", Map.of("customer", "1"))),
            new Tour.Stop("invoices-of-a-month", InvoiceFilter.location(InvoiceFilters.of(YearMonth.of(2023, 11)))));

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the pictures.")
    private Path out = Path.of("");

    @Option(
            names = "--language",
            defaultValue = "en",
            paramLabel = "LANGUAGE",
            description = "en or de (default ${DEFAULT-VALUE}).")
    private String language = "en";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.offset(
                Clock.systemUTC(), Duration.between(Clock.systemUTC().instant(), BEGIN));
        Tour.useNoDisplay();
        Path folder = temporaryFolder();
        try (var workspace =
                Workspace.open(new DataHome(folder), DatabaseSettings.embedded(folder), clock, Progress.NONE)) {
            fill(workspace);
            var preferences = PreferenceStore.open(
                    folder.resolve("preferences.json"), Preferences.initial(Locale.forLanguageTag(language)));
            Tour.startToolkit();
            var pictures = new Tour(new WorkspaceSession(workspace, Map.of()), preferences, clock, MORE)
                    .run(out, Progress.NONE);
            spec.commandLine().getOut().println(pictures.size() + " pictures in " + out);
            spec.commandLine().getOut().flush();
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static void fill(Workspace workspace) {
        workspace.sample().load(Progress.NONE);
        for (String month : SampleWorkspace.MONTHS) {
            workspace.billingRuns().run(BillingPeriod.parse(month), false, Progress.NONE);
        }
        waitInTheInbox(workspace);
        var drafts = workspace.invoices().draftsOf(BillingPeriod.parse("2024-09"));
        workspace.finalising().finalise(drafts.subList(0, drafts.size() / 2));
        limits(workspace);
    }

    /** A few exceptions to the plans' limits: own ones and grants for customers who use the most. */
    private static void limits(Workspace workspace) {
        workspace.quotaUpkeep().refresh(Progress.NONE);
        var busiest = new QuotaList(workspace.database(), workspace.clock())
                .page(Filter.ALL, List.of(), null, 0, 12)
                .rows();
        for (int i = 0; i < busiest.size(); i += 3) {
            QuotaRow row = busiest.get(i);
            var own = new QuotaOverride(
                    row.scope(),
                    row.feature(),
                    new BigDecimal(i == 0 ? "520000" : "2000000"),
                    row.kind(),
                    row.overage(),
                    row.warnAt(),
                    "Agreed with the customer for the year");
            workspace.quotaSettings().override(row.customer(), own);
            workspace
                    .quotaSettings()
                    .grant(
                            row.customer(),
                            row.scope(),
                            new BigDecimal("50000"),
                            BEGIN.plus(Duration.ofDays(30)),
                            "Launch of a new product");
        }
    }

    /** Usage as it goes wrong in life: ids nobody knows, times nobody can read. */
    private static void waitInTheInbox(Workspace workspace) {
        try {
            Path file = workspace.home().directory().resolve("usage-2024-09-30.jsonl");
            Files.write(file, strayUsage());
            workspace.usageImport().run(file, ImportOptions.DEFAULT, Progress.NONE);
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static List<String> strayUsage() {
        var lines = new ArrayList<String>();
        for (int n = 10; n < 31; n++) {
            lines.add(stray(n, n < 24 ? "lakeside-eu" : "nordlicht-old", "2024-09-30T08:%d:00Z".formatted(n)));
        }
        for (int n = 40; n < 45; n++) {
            lines.add(stray(n, "lakeside", "30.9.2024"));
        }
        return lines;
    }

    private static String stray(int number, String customer, String time) {
        return """
                {"id":"stray-%d","customer":"%s","event":"tokens_in","time":"%s","quantity":"%d","properties":{"model":"code"}}""".formatted(number, customer, time, number * 97);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("countinghouse-tour");
        } catch (IOException e) {
            throw noRoom(e);
        }
    }

    private static Failure noRoom(IOException cause) {
        return new Failure(
                "tour.folder",
                "There is no room for the tour's workspace in the temporary folder.",
                "Make 200 MB of space there, or set java.io.tmpdir to another folder.",
                cause);
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // It lies in the temporary folder, which the system empties.
        }
    }
}
