package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** However many requests there are, {@code rate} needs no more memory than for a few. */
class RateMemoryTest {
    private static final int REQUESTS = 100_000;

    /** 100 MB of requests and a heap of 48 MB. */
    @Test
    void aHundredThousandRequestsPassThroughASmallHeap() throws IOException, InterruptedException {
        Process rate =
                new ProcessBuilder(command()).redirectError(Redirect.DISCARD).start();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> write(rate));
        int results = 0;
        try (var answers = new BufferedReader(new InputStreamReader(rate.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                results++;
                if (results % 10_000 == 0) {
                    assertThat(line).contains("\"total\":\"" + results / 100 + ".00\"");
                }
            }
        }
        assertThat(rate.waitFor()).isZero();
        written.join();
        assertThat(results).isEqualTo(REQUESTS);
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                RateMain.class.getName());
    }

    private static void write(Process rate) {
        String filler = "x".repeat(750);
        try (OutputStream requests = rate.getOutputStream()) {
            for (int number = 1; number <= REQUESTS; number++) {
                requests.write("""
                        {"plan":{"code":"p","currency":"EUR","charges":[{"code":"c","meter":"m","price":{"model":"per_unit","unit_amount":"0.01"}}]},\
                        "meters":[{"code":"m","aggregation":"sum"}],"period":{"from":"2026-10-01","to":"2026-11-01"},"quantities":{"m":"%d"},"filler":"%s"}
                        """.formatted(number, filler).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            // The process is gone: its exit status tells why.
            return;
        }
    }

    /** The command alone, without what the whole program loads. */
    static final class RateMain {
        private RateMain() {}

        public static void main(String[] arguments) throws IOException {
            System.exit(new RateCommand().call());
        }
    }
}
