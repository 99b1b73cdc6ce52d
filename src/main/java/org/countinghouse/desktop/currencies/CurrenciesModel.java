package org.countinghouse.desktop.currencies;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRateList;
import org.countinghouse.billing.currency.ExchangeRateRow;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.list.ListModel;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the currencies screen: the list, the pair that is looked at, setting, asking, loading, and converting. */
final class CurrenciesModel {
    /** Name of this screen. */
    static final String SCREEN = "currencies";

    private static final Duration TYPING = Duration.ofMillis(200);
    private static final int DAYS_SHOWN = 40;

    /**
     * What is shown beside the list.
     *
     * @param today the rate of the pair that is taken today; null: none
     * @param days rates of the pair, the last days first
     */
    record Detail(ExchangeRateRow row, @Nullable ExchangeRate today, List<ExchangeRateRow> days) {
        Detail {
            days = List.copyOf(days);
        }
    }

    private final CurrenciesServices services;
    private final ScreenContext context;
    private final LatestTask converting;
    private final LatestTask looking;
    private final ListModel<ExchangeRateRow, Detail> list;

    CurrenciesModel(CurrenciesServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        converting = context.tasks().latest();
        looking = context.tasks().latest();
        list = new ListModel<>("screen.currencies", services.list(), services.listen(), this::detail, context);
    }

    private @Nullable Detail detail(@Nullable ExchangeRateRow row) {
        if (row == null) {
            return null;
        }
        var pair = Filter.ALL
                .and("base", Filter.Operator.EQUALS, row.rate().base())
                .and("quote", Filter.Operator.EQUALS, row.rate().quote());
        var days = services.list().page(pair, List.of(), null, 0, DAYS_SHOWN).rows();
        return new Detail(row, rate(row.rate().base(), row.rate().quote()), days);
    }

    private @Nullable ExchangeRate rate(String base, String quote) {
        try {
            return services.rates().on(base, quote, today());
        } catch (Failure none) {
            return null;
        }
    }

    LocalDate today() {
        return LocalDate.ofInstant(services.clock().instant(), ZoneOffset.UTC);
    }

    void showAll(boolean all) {
        list.table().filter(all ? Filter.ALL : ExchangeRateList.inForce(today()));
    }

    /** What an amount is worth; only the newest question is answered. */
    void convert(String base, String quote, LocalDate day, Consumer<ExchangeRate> told, Consumer<Failure> refused) {
        converting.<ExchangeRate>run(
                context.texts().get("currencies.converting"),
                TYPING,
                _ -> services.rates().on(base, quote, day),
                told,
                refused);
    }

    /** The rate that a new one would take the place of. */
    void before(String base, String quote, LocalDate day, Consumer<ExchangeRate> told, Consumer<Failure> refused) {
        looking.<ExchangeRate>run(
                context.texts().get("currencies.converting"),
                TYPING,
                _ -> services.rates().on(base, quote, day),
                told,
                refused);
    }

    void set(String base, String quote, LocalDate day, BigDecimal rate, String note) {
        list.act(
                "currencies.saving",
                _ -> {
                    services.rates().set(base, quote, day, rate, note);
                    return true;
                },
                _ -> context.notices()
                        .success(context.texts()
                                .get(
                                        "currencies.set.done",
                                        base,
                                        quote,
                                        context.formats().date(day))));
    }

    /** Asks the sources; each that does not answer is told, and what others know is kept. */
    void update() {
        list.act(
                "currencies.updating",
                _ -> services.rates().update(services.rates().inUse()),
                (ExchangeRates.Update update) -> {
                    update.failures().forEach(context.notices()::failure);
                    context.notices()
                            .info(
                                    update.missing().isEmpty()
                                            ? context.texts()
                                                    .get(
                                                            "currencies.updated",
                                                            context.formats()
                                                                    .count(update.loaded()
                                                                            .size()))
                                            : context.texts()
                                                    .get(
                                                            "currencies.updated.missing",
                                                            context.formats()
                                                                    .count(update.loaded()
                                                                            .size()),
                                                            String.join(", ", update.missing())));
                });
    }

    void load(Path file) {
        list.act(
                "currencies.loading",
                _ -> load(services.rates(), file),
                added -> context.notices()
                        .success(context.texts()
                                .get(
                                        "currencies.loaded",
                                        context.formats().count(added),
                                        String.valueOf(file.getFileName()))));
    }

    private static int load(ExchangeRates rates, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return rates.load(in, String.valueOf(file.getFileName()));
        } catch (IOException unreadable) {
            throw new Failure(
                    "currency.file",
                    "The file " + file + " cannot be read.",
                    "Check that it is there and may be read. Nothing was changed.",
                    unreadable);
        }
    }

    ListModel<ExchangeRateRow, Detail> list() {
        return list;
    }

    boolean maySet() {
        return services.maySet();
    }
}
