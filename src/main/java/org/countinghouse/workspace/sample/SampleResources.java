package org.countinghouse.workspace.sample;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The sample's files inside the program. */
final class SampleResources {
    static final String CLOUD_CHARGES = "focus_1.0_sample_200.csv";

    private SampleResources() {}

    static List<NamedCsvRecord> rows(String name) {
        try (var csv =
                CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(open(name), StandardCharsets.UTF_8))) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream open(String name) {
        return Objects.requireNonNull(SampleResources.class.getResourceAsStream("/sample/" + name), name);
    }
}
