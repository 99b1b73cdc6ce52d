package org.countinghouse.billing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.rating.Exchange;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * In which currency invoices are, and at which rate they get there: that of the last day that they bill, or of today as
 * long as that day is still to come. What was paid ahead of a period decides for it, and an invoice inside it for its
 * currency.
 */
final class InvoiceExchange {
    private final Database database;
    private final Clock clock;
    private final Map<String, Optional<ExchangeRate>> known = new HashMap<>();

    /** @param database whole: rates are not what a customer's token reads */
    InvoiceExchange(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The exchange of an invoice.
     *
     * @return null when it is in its plan's currency
     * @throws Failure {@code billing.rate} when there is no rate
     */
    @Nullable
    Exchange of(RatingTask task, Prepaid prepaid) {
        if (prepaid.fixed()) {
            return prepaid.exchange();
        }
        DueSubscription due = task.due();
        String currency = task.currency();
        if (currency.equals(due.currency())) {
            return null;
        }
        LocalDate last = task.period().days().to().minusDays(1);
        LocalDate today = LocalDate.ofInstant(clock.instant(), due.timeZone());
        LocalDate day = last.isBefore(today) ? last : today;
        String key = due.currency() + currency + day;
        ExchangeRate rate = known.computeIfAbsent(
                        key,
                        _ -> database.read(connection -> ExchangeRates.find(connection, due.currency(), currency, day)))
                .orElseThrow(() -> missing(due, currency, day));
        return new Exchange(CurrencyUnit.of(rate.quote()), rate.rate(), rate.day(), rate.source());
    }

    private static Failure missing(DueSubscription due, String currency, LocalDate day) {
        return new Failure(
                "billing.rate",
                "\"" + due.customer() + "\" is billed in " + currency + ", its plan is in " + due.currency()
                        + ", and there is no exchange rate for " + day + ".",
                "Set this rate by hand or import a file of rates that has the day, then run it again. An update reads the"
                        + " last days alone.");
    }
}
