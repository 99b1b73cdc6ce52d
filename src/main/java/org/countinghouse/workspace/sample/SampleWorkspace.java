package org.countinghouse.workspace.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.customers.Customers;
import org.countinghouse.metering.ImportOptions;
import org.countinghouse.metering.ImportReport;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.storage.catalog.Meters;
import org.countinghouse.storage.catalog.Plans;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;

/** Loads the sample. Every part of it may be there already: loading again, or after a kill, adds what is missing. */
public final class SampleWorkspace {
    private static final List<String> PLANS = List.of("llm-pay-as-you-go", "llm-business", "cloud-resale");

    /** Before the first subscription starts: the longest tenure of the file is six years. */
    private static final LocalDate EFFECTIVE = LocalDate.of(2017, 1, 1);

    /** The months that have usage. */
    public static final List<String> MONTHS = List.of("2023-11", "2024-09");

    private final Meters meters;
    private final Plans plans;
    private final Customers customers;
    private final UsageImport usageImport;

    public SampleWorkspace(Meters meters, Plans plans, Customers customers, UsageImport usageImport) {
        this.meters = meters;
        this.plans = plans;
        this.customers = customers;
        this.usageImport = usageImport;
    }

    /**
     * What was loaded.
     *
     * @param read usage events in the sample
     * @param accepted how many of them were new
     */
    public record Report(int customers, int subscriptions, long read, long accepted) {}

    /** Loads everything. */
    public Report load(Progress progress) {
        var json = new ObjectMapper();
        try {
            meters.saveAll(json.readTree(SampleResources.open("meters.json")));
            for (String plan : PLANS) {
                plans.publish(json.readTree(SampleResources.open("plans/" + plan + ".json")), EFFECTIVE);
            }
            var subscribers = SampleCustomers.subscribers();
            var accounts = new ArrayList<>(subscribers);
            accounts.addAll(SampleCustomers.cloudAccounts());
            customers.save(SampleCustomers.seller());
            for (int i = 0; i < accounts.size(); i++) {
                progress.check();
                progress.report("Customers", i, accounts.size());
                customers.save(accounts.get(i).customer());
                customers.subscribe(accounts.get(i).subscription());
            }
            var ids = subscribers.stream()
                    .map(account -> account.customer().externalId())
                    .toList();
            ImportReport tokens = importTrace(ids, progress);
            ImportReport cloud = importCloudCharges(progress);
            return new Report(
                    accounts.size(),
                    accounts.size(),
                    tokens.read() + cloud.read(),
                    tokens.accepted() + cloud.accepted());
        } catch (IOException e) {
            throw new Failure(
                    "sample.file",
                    "The sample could not be written to the temporary folder.",
                    "Check that it has 50 MB of space, then load the sample again: it goes on where it stopped.",
                    e);
        }
    }

    private ImportReport importTrace(List<String> ids, Progress progress) throws IOException {
        Path folder = Files.createTempDirectory("countinghouse-sample");
        Path file = folder.resolve("llm-inference-trace.jsonl");
        try {
            try (var out = Files.newBufferedWriter(file)) {
                new TraceUsage(ids).write(out);
            }
            return complete(usageImport.run(file, ImportOptions.DEFAULT, progress));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private ImportReport importCloudCharges(Progress progress) throws IOException {
        Path folder = Files.createTempDirectory("countinghouse-sample");
        Path file = folder.resolve(SampleResources.CLOUD_CHARGES);
        try {
            try (var in = SampleResources.open(SampleResources.CLOUD_CHARGES)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            return complete(usageImport.run(file, ImportOptions.DEFAULT, progress));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static ImportReport complete(ImportReport report) {
        if (report.rejected() > 0) {
            throw new IllegalStateException("the sample has " + report.rejected() + " rejected rows");
        }
        return report;
    }
}
