package org.countinghouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countinghouse.security.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description says what the gateway does: every call is in it, with its scope, and nothing else is. */
class OpenApiTest {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static JsonNode description;

    @BeforeAll
    static void open() {
        gateway = RunningGateway.in(folder);
        description = gateway.get("/api/v1/openapi.json", null).json();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionHasItsRoute() {
        Set<String> registered = gateway.gateway().routes().stream()
                .map(route -> route.method().name() + " " + route.path())
                .collect(Collectors.toSet());
        var described = new HashSet<String>();
        description
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                described.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(described).isEqualTo(registered);
        assertThat(description.path("openapi").asText()).startsWith("3.1.");
    }

    @Test
    void scopesAndPathParametersAreTheRoutesOwn() {
        for (Route route : gateway.gateway().routes()) {
            JsonNode operation = operation(route);
            var scope = route.scope();
            boolean openHere = route.path().contains("/metrics") || route.path().contains("/health/detailed");
            if (!openHere) {
                assertThat(operation
                                .path("security")
                                .path(0)
                                .path("token")
                                .path(0)
                                .asText(""))
                        .as(route.toString())
                        .isEqualTo(scope == null ? "" : scope.code());
            }
            List<String> parameters = new ArrayList<>();
            operation.path("parameters").forEach(parameter -> {
                if (parameter.path("in").asText().equals("path")) {
                    parameters.add(parameter.path("name").asText());
                }
            });
            assertThat(parameters)
                    .as(route.path())
                    .containsExactlyElementsOf(PARAMETER
                            .matcher(route.path())
                            .results()
                            .map(found -> found.group(1))
                            .toList());
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryNameIsUsedOnce() {
        for (JsonNode reference : description.findValues("$ref")) {
            assertThat(description.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
        var names = new TreeMap<String, Integer>();
        description.findValues("operationId").forEach(name -> names.merge(name.asText(), 1, Integer::sum));
        assertThat(names.values()).containsOnly(1);
    }

    @Test
    void everyCallThatNeedsATokenRefusesOneThatIsMissingWrongOrTooWeak() {
        String metrics = gateway.token(Scope.METRICS_READ);
        String usage = gateway.token(Scope.USAGE_READ);
        for (Route route : gateway.gateway().routes()) {
            if (route.scope() == null) {
                continue;
            }
            String path = PARAMETER.matcher(route.path()).replaceAll("1");
            String weak = route.scope() == Scope.METRICS_READ ? usage : metrics;
            for (var refusal : List.of(
                    List.of("token.missing", 401, ""),
                    List.of("token.invalid", 401, "a.b.c"),
                    List.of("token.forbidden", 403, weak))) {
                String token = refusal.get(2).toString();
                var request = gateway.request(path, token.isEmpty() ? null : token);
                if (route.method().name().equals("POST")) {
                    request.post(okhttp3.RequestBody.create(new byte[0]));
                }
                var answer = gateway.call(request.build());
                assertThat(List.of(answer.code(), answer.status()))
                        .as(route.path())
                        .containsExactlyElementsOf(refusal.subList(0, 2));
                assertThat(answer.type()).startsWith("application/problem+json");
                waitBetweenWrongTokens(answer.status());
            }
        }
    }

    /** The gateway slows down who shows many wrong tokens. */
    private static void waitBetweenWrongTokens(int status) {
        if (status == 401) {
            try {
                Thread.sleep(60);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static JsonNode operation(Route route) {
        return description
                .path("paths")
                .path(route.path())
                .path(route.method().name().toLowerCase(Locale.ROOT));
    }
}
