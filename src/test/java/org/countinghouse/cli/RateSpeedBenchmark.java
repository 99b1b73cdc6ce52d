package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.catalog.Json;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.countinghouse.rating.RatingRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run of {@code rate} on 100,000 requests: cores in use, and what pricing costs beside reading the JSON. */
@Tag("bench")
class RateSpeedBenchmark {
    private static final int REQUESTS = 100_000;
    private static final int SAMPLE = 20_000;

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandRequests() throws IOException {
        Path file = folder.resolve("requests.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (int number = 0; number < REQUESTS; number++) {
                out.write(line(number) + "\n");
            }
        }
        rate(file);
        long cpu = processCpu();
        long begin = System.nanoTime();
        rate(file);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cores = (processCpu() - cpu) / 1e9 / seconds;
        double[] split = split();
        System.out.printf(
                Locale.ROOT,
                "rate: %,.0f requests/s on %.2f cores; one core: reading %.1f us, pricing %.1f us (%.2f of reading),"
                        + " writing %.1f us%n",
                REQUESTS / seconds,
                cores,
                split[0],
                split[1],
                split[1] / split[0],
                split[2]);
    }

    private static void rate(Path file) throws IOException {
        try (var input = Files.newInputStream(file);
                var requests = new RequestSource(input);
                var output = new BufferedOutputStream(OutputStream.nullOutputStream())) {
            assertThat(new RatingLines(false, false).rate(requests, output)).isTrue();
        }
    }

    /** Microseconds a request on one thread: text to request, request to result, result to text. */
    private static double[] split() {
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int round = 0; round < 6; round++) {
            List<RatingRequest> requests = new ArrayList<>(SAMPLE);
            List<Object> results = new ArrayList<>(SAMPLE);
            long first = System.nanoTime();
            for (int number = 0; number < SAMPLE; number++) {
                requests.add(RatingJson.readRequest(Json.parse(line(number))));
            }
            long second = System.nanoTime();
            requests.forEach(request -> results.add(RatingEngine.rate(request, false)));
            long third = System.nanoTime();
            long length = 0;
            for (Object result : results) {
                length += Json.text(RatingJson.write((org.countinghouse.rating.RatingResult) result, false))
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
            }
            long fourth = System.nanoTime();
            assertThat(length).isPositive();
            best[0] = Math.min(best[0], (second - first) / 1e3 / SAMPLE);
            best[1] = Math.min(best[1], (third - second) / 1e3 / SAMPLE);
            best[2] = Math.min(best[2], (fourth - third) / 1e3 / SAMPLE);
        }
        return best;
    }

    private static String line(int number) {
        return """
            {"plan":{"code":"p","currency":"USD","fees":[{"code":"base","amount":"49"}],"charges":[\
            {"code":"requests","meter":"requests","price":{"model":"graduated","tiers":[{"up_to":"1000","unit_amount":"0.01"},{"up_to":"10000","unit_amount":"0.005"},{"up_to":null,"unit_amount":"0.001"}]}},\
            {"code":"hours","meter":"hours","price":{"model":"per_unit","unit_amount":"0.042"}},\
            {"code":"storage","meter":"storage","price":{"model":"package","size":"100","amount":"2.5"}}]},\
            "meters":[{"code":"requests","aggregation":"sum"},{"code":"hours","aggregation":"sum"},{"code":"storage","aggregation":"sum"}],\
            "period":{"from":"2026-10-01","to":"2026-11-01"},\
            "readings":[{"meter":"requests","from":"2026-10-03T10:00:00Z","quantity":"%d"},{"meter":"hours","from":"2026-10-03T10:00:00Z","quantity":"%d.25"},{"meter":"storage","from":"2026-10-03T10:00:00Z","quantity":"%d"}]}""".formatted(number % 30_000, number % 700, number % 5_000);
    }

    private static long processCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
