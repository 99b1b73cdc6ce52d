package org.countinghouse.workspace.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * The requests of the inference traces as usage events in JSON Lines. Which customer made a request and with which
 * model is not in the trace; both are picked by hash.
 */
final class TraceUsage {
    /** A trace file and the models that its kind of work uses. */
    private enum Trace {
        CODE("code", List.of("mistral/codestral-latest", "deepseek/deepseek-coder")),
        CONVERSATION("conv", List.of("gpt-4o", "gpt-4o-mini", "claude-3-5-sonnet-20241022", "gemini/gemini-1.5-pro"));

        private final String code;

        @SuppressWarnings("ImmutableEnumChecker") // the list is a copy that nobody can change
        private final List<String> models;

        Trace(String code, List<String> models) {
            this.code = code;
            this.models = List.copyOf(models);
        }
    }

    private final List<String> customers;
    private final long[] bounds;

    /** @param customers external ids, the largest first */
    TraceUsage(List<String> customers) {
        this.customers = List.copyOf(customers);
        this.bounds = new long[customers.size()];
        long sum = 0;
        for (int rank = 0; rank < bounds.length; rank++) {
            sum += 1_000_000_000L / (rank + 3);
            bounds[rank] = sum;
        }
    }

    /** Writes two events for each request and returns how many there are. */
    long write(Writer out) throws IOException {
        long events = 0;
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
            for (Trace trace : Trace.values()) {
                int number = 0;
                String file = "AzureLLMInferenceTrace_" + trace.code + ".csv";
                for (NamedCsvRecord request : SampleResources.rows(file)) {
                    number++;
                    event(json, trace, number, "in", request, "ContextTokens");
                    event(json, trace, number, "out", request, "GeneratedTokens");
                    events += 2;
                }
            }
        }
        return events;
    }

    private void event(
            JsonGenerator json, Trace trace, int number, String direction, NamedCsvRecord request, String column)
            throws IOException {
        String customer = customer(trace, number);
        json.writeStartObject();
        json.writeStringField("id", "%s-%05d-%s".formatted(trace.code, number, direction));
        json.writeStringField("customer", customer);
        json.writeStringField("event", "tokens_" + direction);
        json.writeStringField("time", request.getField("TIMESTAMP").replace(' ', 'T') + "Z");
        json.writeStringField("quantity", request.getField(column));
        json.writeObjectFieldStart("properties");
        json.writeStringField("model", model(trace, customer));
        json.writeStringField("workload", trace == Trace.CODE ? "code" : "conversation");
        json.writeEndObject();
        json.writeEndObject();
    }

    private String customer(Trace trace, int number) {
        long picked = Pick.below(bounds[bounds.length - 1], trace.code + ":" + number);
        int rank = 0;
        while (bounds[rank] <= picked) {
            rank++;
        }
        return customers.get(rank);
    }

    private static String model(Trace trace, String customer) {
        return trace.models.get((int) Pick.below(trace.models.size(), trace.code + ":" + customer));
    }
}
