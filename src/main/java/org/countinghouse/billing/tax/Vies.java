package org.countinghouse.billing.tax;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.countinghouse.billing.tax.TaxNumbers.TaxNumber;
import org.countinghouse.catalog.Json;
import org.jspecify.annotations.Nullable;

/** The European Commission's VAT Information Exchange System, over its REST interface. */
public final class Vies implements TaxRegister {
    /** Where it answers. */
    public static final String ADDRESS = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number";

    private static final long LARGEST = 64 * 1024;
    private static final Set<String> REFUSALS = Set.of("INVALID", "INVALID_INPUT");

    private static final String WRONG_ASKER = "INVALID_REQUESTER_INFO";

    private final HttpUrl address;
    private final OkHttpClient client;

    /** @param address {@link #ADDRESS}, or one that answers like it */
    public Vies(String address) {
        this.address = HttpUrl.get(address);
        this.client = new OkHttpClient.Builder()
                .connectTimeout(Duration.ofSeconds(5))
                .callTimeout(Duration.ofSeconds(15))
                .followRedirects(false)
                .build();
    }

    @Override
    public String name() {
        return "VIES";
    }

    /** Where it does not take the asker's own number, it is asked once more without it: that gives no proof, but an answer. */
    @Override
    public TaxNumberAnswer ask(TaxNumber number, @Nullable TaxNumber asking) {
        TaxNumberAnswer answer = once(number, asking);
        boolean asker = asking != null
                && answer instanceof TaxNumberAnswer.Unavailable away
                && away.detail().equals(WRONG_ASKER);
        return asker ? once(number, null) : answer;
    }

    private TaxNumberAnswer once(TaxNumber number, @Nullable TaxNumber asking) {
        ObjectNode question = JsonNodeFactory.instance
                .objectNode()
                .put("countryCode", number.prefix())
                .put("vatNumber", number.number());
        if (asking != null) {
            question.put("requesterMemberStateCode", asking.prefix()).put("requesterNumber", asking.number());
        }
        var request = new Request.Builder()
                .url(address)
                .post(RequestBody.create(question.toString(), MediaType.get("application/json")))
                .build();
        try (Response response = client.newCall(request).execute()) {
            var source = response.body().source();
            if (source.request(LARGEST + 1)) {
                return new TaxNumberAnswer.Unavailable("the answer is too long");
            }
            return answer(response.code(), Json.MAPPER.readTree(source.readByteArray()));
        } catch (JsonProcessingException foreign) {
            return new TaxNumberAnswer.Unavailable("the answer cannot be read");
        } catch (IOException unreachable) {
            return new TaxNumberAnswer.Unavailable("no connection");
        }
    }

    /** Only what says so plainly is a refusal: everything else leaves the question open. */
    private static TaxNumberAnswer answer(int status, JsonNode answer) {
        String error = answer.path("userError")
                .asText(answer.path("errorWrappers").path(0).path("error").asText(""));
        JsonNode valid = answer.has("valid") ? answer.path("valid") : answer.path("isValid");
        if (valid.asBoolean(false)) {
            return new TaxNumberAnswer.Valid(
                    told(answer, "name"),
                    told(answer, "address"),
                    answer.path("requestIdentifier").asText(""));
        }
        boolean refused = REFUSALS.contains(error) || (error.isEmpty() && valid.isBoolean() && status == 200);
        if (refused) {
            return new TaxNumberAnswer.Invalid(error.isEmpty() ? "INVALID" : error);
        }
        return new TaxNumberAnswer.Unavailable(error.isEmpty() ? "HTTP " + status : error);
    }

    /** Countries that tell no names send dashes. */
    private static String told(JsonNode answer, String field) {
        String text = answer.path(field).asText("").strip();
        return text.matches("-*") ? "" : text;
    }
}
