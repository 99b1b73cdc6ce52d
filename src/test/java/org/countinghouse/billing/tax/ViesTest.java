package org.countinghouse.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.countinghouse.billing.tax.TaxNumbers.TaxNumber;
import org.countinghouse.catalog.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real HTTP server that answers as VIES does. */
class ViesTest {
    private static final TaxNumber NUMBER = new TaxNumber("AT", "U12345678");

    private final AtomicReference<String> asked = new AtomicReference<>("");
    private HttpServer server;
    private int status = 200;
    private String answer = "{}";
    private @Nullable String answerWithAsker;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String said = answerWithAsker != null && asked.get().contains("requester") ? answerWithAsker : answer;
            byte[] body = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private TaxNumberAnswer ask() {
        return new Vies(address()).ask(NUMBER, new TaxNumber("DE", "123456789"));
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/check-vat-number";
    }

    @Test
    void aNumberThatExistsComesWithTheProofOfTheInquiry() {
        answer = """
                {"countryCode":"AT","vatNumber":"U12345678","requestDate":"2026-11-02T09:00:00.000Z","valid":true,
                 "requestIdentifier":"WAPIAAAAYxyz","name":"Muster GmbH","address":"---"}""";
        assertThat(ask()).isEqualTo(new TaxNumberAnswer.Valid("Muster GmbH", "", "WAPIAAAAYxyz"));
        assertThat(Json.parse(asked.get())).isEqualTo(Json.parse("""
                {"countryCode":"AT","vatNumber":"U12345678","requesterMemberStateCode":"DE",
                 "requesterNumber":"123456789"}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|{'valid':false}|INVALID",
                "200|{'isValid':false,'userError':'INVALID'}|INVALID",
                "400|{'actionSucceed':false,'errorWrappers':[{'error':'INVALID_INPUT'}]}|INVALID_INPUT"
            })
    void aNumberThatDoesNotExistIsRefused(int code, String body, String detail) {
        status = code;
        answer = body.replace('\'', '"');
        assertThat(ask()).isEqualTo(new TaxNumberAnswer.Invalid(detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "200|{'valid':false,'userError':'MS_UNAVAILABLE'}|MS_UNAVAILABLE",
                "200|{'isValid':false,'userError':'MS_MAX_CONCURRENT_REQ'}|MS_MAX_CONCURRENT_REQ",
                "500|{'actionSucceed':false,'errorWrappers':[{'error':'SERVICE_UNAVAILABLE'}]}|SERVICE_UNAVAILABLE",
                "503|{'valid':false}|HTTP 503",
                "200|{}|HTTP 200",
                "302|{}|HTTP 302",
                "200|<html>|the answer cannot be read"
            })
    void anOutageIsNeitherOfThem(int code, String body, String detail) {
        status = code;
        answer = body.replace('\'', '"');
        assertThat(ask()).isEqualTo(new TaxNumberAnswer.Unavailable(detail));
    }

    /** A seller whose own number it does not know gets an answer without the proof. */
    @Test
    void whereItRefusesTheAskerItIsAskedWithoutOne() {
        answerWithAsker = "{\"actionSucceed\":false,\"errorWrappers\":[{\"error\":\"INVALID_REQUESTER_INFO\"}]}";
        answer = "{\"valid\":true,\"name\":\"Muster GmbH\",\"address\":\"Wien\"}";
        assertThat(ask()).isEqualTo(new TaxNumberAnswer.Valid("Muster GmbH", "Wien", ""));
        assertThat(Json.parse(asked.get())).isEqualTo(Json.parse("""
                {"countryCode":"AT","vatNumber":"U12345678"}"""));
    }

    @Test
    void noConnectionAndEndlessAnswersAreOutagesToo() {
        answer = " ".repeat(100_000);
        assertThat(ask()).isEqualTo(new TaxNumberAnswer.Unavailable("the answer is too long"));
        String gone = address();
        server.stop(0);
        assertThat(new Vies(gone).ask(NUMBER, null)).isEqualTo(new TaxNumberAnswer.Unavailable("no connection"));
    }
}
