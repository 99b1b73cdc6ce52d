package org.countinghouse.documents;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.countinghouse.documents.InvoiceDocument.Buyer;
import org.countinghouse.documents.InvoiceDocument.Line;
import org.countinghouse.documents.InvoiceDocument.Period;
import org.countinghouse.documents.InvoiceDocument.Seller;
import org.countinghouse.documents.InvoiceDocument.Status;
import org.countinghouse.documents.InvoiceDocument.Tax;
import org.countinghouse.documents.InvoiceDocument.Totals;

/** Invoices whose sums are right, for the tests of documents. */
final class SampleInvoices {
    static final Seller SELLER = new Seller(
            "Northwind Compute GmbH",
            List.of("Speicherstraße 12", "20457 Hamburg", "Germany"),
            "DE 123456789",
            "billing@northwind.example",
            List.of("Hanse Bank AG", "IBAN DE02 1203 0000 0000 2020 51", "BIC BYLADEM1001"));
    static final Buyer BUYER = new Buyer(
            "Fabrikam Research Ltd",
            List.of("Attn. Accounts Payable", "42 Harbour Road", "Bristol BS1 5TY", "United Kingdom"),
            "7590-VHVEG",
            "GB 987654321");

    private SampleInvoices() {}

    static InvoiceDocument withLines(int count) {
        return of(Locale.ENGLISH, Status.FINAL, lines(count), SELLER, BUYER);
    }

    static InvoiceDocument with(Locale language, Status status, List<Line> lines) {
        return of(language, status, lines, SELLER, BUYER);
    }

    static InvoiceDocument of(Locale language, Status status, List<Line> lines, Seller seller, Buyer buyer) {
        BigDecimal subtotal = lines.stream().map(Line::amount).reduce(new BigDecimal("0.00"), BigDecimal::add);
        BigDecimal discount = lines.size() < 2 ? BigDecimal.ZERO : percent(subtotal, "10");
        BigDecimal net = subtotal.subtract(discount);
        BigDecimal tax = percent(net, "19");
        BigDecimal total = net.add(tax);
        return new InvoiceDocument(
                language,
                status.draft() ? null : "INV-2023-000142",
                status,
                status.draft() ? null : LocalDate.of(2023, 12, 1),
                status.draft() ? null : LocalDate.of(2023, 12, 31),
                new Period(LocalDate.of(2023, 11, 1), LocalDate.of(2023, 12, 1)),
                "EUR",
                seller,
                buyer,
                lines,
                new Totals(subtotal, discount, BigDecimal.ZERO, net, tax, total, BigDecimal.ZERO, total),
                List.of(new Tax("VAT", new BigDecimal("19"), net, tax, "")),
                language.equals(Locale.GERMAN)
                        ? "Zahlbar innerhalb von 30 Tagen ohne Abzug. Bitte geben Sie die Rechnungsnummer an."
                        : "Payable within 30 days without deduction. Please state the invoice number.",
                List.of(),
                null);
    }

    static List<Line> lines(int count) {
        List<Line> lines = new ArrayList<>();
        String[] models = {"gpt-4-turbo", "claude-3-opus", "llama-3-70b-instruct", "mistral-large"};
        IntStream.rangeClosed(1, count).forEach(number -> {
            BigDecimal quantity = new BigDecimal(18_059_974L + 7_919L * number);
            BigDecimal price = new BigDecimal(number % 3 == 0 ? "0.00000015" : "0.000003");
            String name = number % 2 == 0 ? "Output tokens " + number : "Input tokens " + number;
            lines.add(new Line(
                    name,
                    number % 4 == 0 ? "" : "model " + models[number % 4] + ", region eu-central-1",
                    quantity,
                    "tokens",
                    number % 5 == 0 ? null : price,
                    quantity.multiply(price).setScale(2, RoundingMode.HALF_UP)));
        });
        return lines;
    }

    private static BigDecimal percent(BigDecimal amount, String percent) {
        return amount.multiply(new BigDecimal(percent)).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
    }
}
