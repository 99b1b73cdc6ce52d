package org.countinghouse.gateway;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.work.Failure;

/** Reads a request's body within bounds of size and time: neither a large nor a slow one takes more than its share. */
final class Body {
    private static final int PIECE = 1 << 16;
    private static final int DEEPEST = 200;
    private static final JsonMapper MAPPER = Json.MAPPER.copy();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build());
    }

    private Body() {}

    /** @throws Failure {@code request.media-type} when the body says to be something else */
    static void requireJson(Context context, List<String> types) {
        String named = context.contentType();
        String type = named == null ? "" : named.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String plain = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        if (!plain.isEmpty() && !types.contains(plain)) {
            throw new Failure(
                    "request.media-type",
                    "The body is of the type " + plain + ", which is not taken here.",
                    "Send " + String.join(" or ", types) + ".");
        }
    }

    /** @throws Failure {@code request.too-large} or {@code request.slow} */
    static byte[] read(Context context, GatewaySettings settings) {
        long told = context.req().getContentLengthLong();
        if (told > settings.largestBody()) {
            throw tooLarge(context, settings);
        }
        var whole = new ByteArrayOutputStream(told < 0 ? PIECE : (int) Math.min(told, PIECE));
        byte[] piece = new byte[told < 0 ? PIECE : Math.clamp(told, 1, PIECE)];
        long end = System.nanoTime() + settings.bodyPatience().toNanos();
        try {
            InputStream in = context.req().getInputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                whole.write(piece, 0, read);
                if (whole.size() > settings.largestBody()) {
                    throw tooLarge(context, settings);
                }
                if (System.nanoTime() - end > 0) {
                    throw slow(context, settings);
                }
            }
            return whole.toByteArray();
        } catch (IOException cut) {
            throw slow(context, settings);
        }
    }

    /** The body as a JSON object. */
    static ObjectNode object(Context context, GatewaySettings settings) {
        requireJson(context, List.of("application/json"));
        JsonNode document = parse(read(context, settings));
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new Failure("request.json", "The body is not a JSON object.", "");
    }

    /** The body as a JSON object; an empty one where there is none. */
    static ObjectNode optional(Context context, GatewaySettings settings) {
        boolean none = context.req().getContentLengthLong() == 0;
        return none ? Json.object() : object(context, settings);
    }

    private static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException foreign) {
            throw new Failure("request.encoding", "The body is not valid UTF-8.", "", foreign);
        } catch (StreamConstraintsException bounds) {
            throw new CatalogFailure(
                    "document.unreadable", "The document is nested too deep, or has an oversized number or text.", "$");
        } catch (JacksonException broken) {
            throw Json.unreadable(broken);
        } catch (NumberFormatException absurd) {
            throw new CatalogFailure("document.unreadable", "A number in the document has an absurd exponent.", "$");
        }
    }

    private static Failure tooLarge(Context context, GatewaySettings settings) {
        context.header("Connection", "close");
        return new Failure(
                "request.too-large",
                "The body has more than " + (settings.largestBody() >> 20) + " MB.",
                "Nothing was stored. Send it in parts.");
    }

    private static Failure slow(Context context, GatewaySettings settings) {
        context.header("Connection", "close");
        return new Failure(
                "request.slow",
                "The body did not come within " + settings.bodyPatience().toSeconds() + " seconds.",
                "Nothing was stored. Send it again.");
    }
}
