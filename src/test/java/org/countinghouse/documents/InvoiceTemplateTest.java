package org.countinghouse.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.countinghouse.documents.InvoiceDocument.Line;
import org.countinghouse.documents.InvoiceDocument.Status;
import org.junit.jupiter.api.Test;

class InvoiceTemplateTest {
    @Test
    void markupInTextIsEscaped() {
        Line line = new Line(
                "<script>alert(1)</script>", "a & b \"c\"", BigDecimal.ONE, "<i>", null, new BigDecimal("1.00"));
        String html = new InvoiceTemplate()
                .fill(InvoiceSheet.of(SampleInvoices.with(Locale.ENGLISH, Status.FINAL, List.of(line))));
        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a &amp; b &quot;c&quot;", "&lt;i&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void numbersKeepEveryDigit() {
        PaperFormat english = new PaperFormat(Locale.ENGLISH, "USD");
        assertThat(english.quantity(new BigDecimal("0.000000150"))).isEqualTo("0.00000015");
        assertThat(english.quantity(new BigDecimal("1E+6"))).isEqualTo("1,000,000");
        assertThat(english.amount(new BigDecimal("12.345"))).isEqualTo("12.345");
        assertThat(english.amount(new BigDecimal("1234567890123456789012.5")))
                .isEqualTo("1,234,567,890,123,456,789,012.50");
        assertThat(english.deduction(new BigDecimal("5"))).isEqualTo("-5.00");
        assertThat(english.deduction(new BigDecimal("0.00"))).isEqualTo("0.00");
        assertThat(new PaperFormat(Locale.GERMAN, "JPY").amount(new BigDecimal("1234")))
                .isEqualTo("1.234");
    }

    @Test
    void textLosesOnlyWhatCannotBePrinted() {
        assertThat(PaperFormat.text(" a\tb\u0000\u202e\ud800c\uffff d\n")).isEqualTo("a bc d");
        assertThat(PaperFormat.text("Stra\u00dfe \ud83d\ude00")).isEqualTo("Stra\u00dfe \ud83d\ude00");
    }
}
