package org.countinghouse.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes every target for {@code fuzz.seconds} seconds, each in a process of its own that begins with the example plans
 * and the test resources, or with what an earlier run learned. A find fails the test and names the input.
 */
class FuzzRun {
    private static final Path FOLDER = Path.of("target", "fuzz");
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 120);
    private static final String ONLY = System.getProperty("fuzz.target", "");

    @ParameterizedTest
    @EnumSource
    void nothingButRefusals(Target target) throws IOException, InterruptedException {
        if (!ONLY.isEmpty() && !ONLY.equals(target.toString())) {
            return;
        }
        Path folder = Files.createDirectories(FOLDER.resolve(target.toString()));
        Path learned = Files.createDirectories(folder.resolve("learned"));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        target.seeds().write(seeds);
        Path dictionary = Seeds.dictionary(seeds, folder.resolve("words.dict"));
        Path log = folder.resolve("log.txt");
        int status = new ProcessBuilder(command(target, folder, dictionary, learned, seeds))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(log);
        System.out.println(target + ": "
                + lines.stream()
                        .filter(line -> line.startsWith("Done ") || line.startsWith("stat::number_of_executed"))
                        .toList());
        assertThat(status)
                .as("%s found something, see %s and the files crash-* beside it", target, log)
                .isZero();
    }

    private static List<String> command(Target target, Path folder, Path dictionary, Path learned, Path seeds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Xss1m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=org.countinghouse.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                "-max_total_time=" + SECONDS,
                "-timeout=30",
                "-max_len=" + target.longest(),
                "-rss_limit_mb=3000",
                "-use_value_profile=1",
                "-print_final_stats=1",
                "-dict=" + dictionary,
                "-artifact_prefix=" + folder + "/",
                "--reproducer_path=" + folder,
                learned.toString(),
                seeds.toString());
    }
}
