package org.countinghouse.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.countinghouse.billing.PaymentPreview;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.money.Decimals;
import org.joda.money.CurrencyUnit;

/** What a payment would book, as lines of text. */
final class PaymentText {
    private PaymentText() {}

    static void print(PaymentPreview preview, PrintWriter out) {
        if (preview.before()) {
            out.println("A payment with this key is recorded already; nothing more would be booked.");
        } else {
            out.println(money(preview.amount(), preview.currency()) + " would be settled, "
                    + money(preview.left(), preview.currency()) + " stay open.");
        }
        PaymentPreview.InBooks books = preview.books();
        if (books != null && !preview.before()) {
            out.println("Rate of the invoice: "
                    + rate(books.issued(), books.issued().day()));
            ExchangeRate ofDay = books.ofDay();
            out.println(
                    ofDay == null
                            ? "There is no rate for " + books.day() + "."
                            : "Rate of the payment: " + rate(ofDay, books.day()));
            out.println(difference(books, preview.currency()));
        }
        out.flush();
    }

    private static String rate(ExchangeRate rate, LocalDate on) {
        return "1 " + rate.base() + " = " + Decimals.plain(rate.rate()) + " " + rate.quote() + ", " + rate.source()
                + ", " + rate.day() + (rate.day().equals(on) ? "" : " for " + on);
    }

    private static String difference(PaymentPreview.InBooks books, String currency) {
        if (books.received() == null || books.expected() == null) {
            return "Received in " + currency + ": no exchange difference.";
        }
        int sign = books.difference().signum();
        String what = sign > 0 ? "gain of " : "loss of ";
        return money(books.received(), books.currency()) + " received, "
                + money(books.expected(), books.currency()) + " at the invoice's rate: "
                + (sign == 0
                        ? "no exchange difference."
                        : "realised exchange " + what + money(books.difference().abs(), books.currency()) + ".");
    }

    private static String money(BigDecimal amount, String currency) {
        return amount.setScale(CurrencyUnit.of(currency).getDecimalPlaces()).toPlainString() + " " + currency;
    }
}
