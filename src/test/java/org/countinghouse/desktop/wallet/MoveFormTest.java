package org.countinghouse.desktop.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.countinghouse.billing.Credits;
import org.countinghouse.billing.Wallets;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.wallet.MoveForm.Missing;
import org.countinghouse.desktop.wallet.MoveForm.What;
import org.junit.jupiter.api.Test;

class MoveFormTest {
    private static final Instant NOW = Instant.parse("2026-03-14T12:00:00Z");

    @Test
    void saysWhatIsMissingAndWhatComesOfIt() {
        var form = new MoveForm(What.TOP_UP, facts(), new Formats(Locale.US, ZoneOffset.UTC));
        assertThat(form.preview().get().missing()).isEqualTo(Missing.AMOUNT);
        assertThat(form.preview().get().after()).isEqualByComparingTo("20");

        form.amount("1,250.5");
        assertThat(form.preview().get().missing()).isEqualTo(Missing.REASON);
        assertThat(form.preview().get().after()).isEqualByComparingTo("1270.50");

        form.reason(" Transfer ");
        assertThat(form.move()).hasValueSatisfying(move -> {
            assertThat(move.amount()).isEqualByComparingTo("1250.50");
            assertThat(move.currency()).isEqualTo("EUR");
            assertThat(move.reason()).isEqualTo("Transfer");
            assertThat(move.expiresAt()).isNull();
        });
    }

    @Test
    void aDecimalMarkOfAnotherLanguageIsNoGrouping() {
        var form = new MoveForm(What.TOP_UP, facts(), new Formats(Locale.US, ZoneOffset.UTC));
        for (String typed : List.of("1,5", "12,50", "0", "-3", "x", "1.2.3", "9999999999999999999")) {
            form.amount(typed);
            assertThat(form.preview().get().missing()).as(typed).isEqualTo(Missing.AMOUNT);
        }
        var german = new MoveForm(What.TOP_UP, facts(), new Formats(Locale.GERMANY, ZoneOffset.UTC));
        german.amount("1.250,50");
        assertThat(german.preview().get().after()).isEqualByComparingTo("1270.50");
    }

    @Test
    void hasNoMoreDecimalsThanTheCurrency() {
        var form = new MoveForm(What.TOP_UP, facts(), new Formats(Locale.US, ZoneOffset.UTC));
        form.reason("Transfer");
        form.amount("1.005");
        assertThat(form.preview().get().missing()).isEqualTo(Missing.DECIMALS);
        form.amount("1.50");
        assertThat(form.preview().get().missing()).isEqualTo(Missing.NOTHING);
        form.currency("JPY");
        assertThat(form.preview().get().missing()).isEqualTo(Missing.DECIMALS);
        assertThat(form.preview().get().before()).isEqualByComparingTo("0");
    }

    @Test
    void creditsHoldToTheEndOfTheCustomersDay() {
        var form = new MoveForm(What.GRANT, facts(), new Formats(Locale.US, ZoneOffset.UTC));
        form.amount("5");
        form.reason("Outage");
        assertThat(form.preview().get().before())
                .as("what has ended is not there")
                .isEqualByComparingTo("7");
        form.lastDay(LocalDate.of(2026, 3, 13));
        assertThat(form.preview().get().missing()).isEqualTo(Missing.PAST);
        form.lastDay(LocalDate.of(2026, 3, 14));
        assertThat(form.move())
                .hasValueSatisfying(
                        move -> assertThat(move.expiresAt()).isEqualTo(Instant.parse("2026-03-14T23:00:00Z")));
    }

    @Test
    void oneQuestionHasOneKeyUnlessAPaymentHasOne() {
        var form = new MoveForm(What.TOP_UP, facts(), new Formats(Locale.US, ZoneOffset.UTC));
        form.amount("5");
        form.reason("Transfer");
        String own = form.move().orElseThrow().reference();
        assertThat(form.move().orElseThrow().reference()).isEqualTo(own).isNotEmpty();
        form.reference("payment-7");
        assertThat(form.move().orElseThrow().reference()).isEqualTo("payment-7");
    }

    private static WalletFacts facts() {
        return new WalletFacts(
                "acme",
                "EUR",
                ZoneId.of("Europe/Berlin"),
                List.of(new Wallets.Balance("EUR", new BigDecimal("20"))),
                List.of(grant(1, "7", null), grant(2, "9", NOW)),
                List.of(),
                List.of(),
                NOW);
    }

    private static Credits.Grant grant(long id, String left, @org.jspecify.annotations.Nullable Instant ends) {
        return new Credits.Grant(id, "EUR", BigDecimal.TEN, new BigDecimal(left), 0, ends, "Gift", NOW, "ada");
    }
}
