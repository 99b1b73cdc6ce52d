package org.countinghouse.desktop.customers;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.CustomerCurrencies;
import org.countinghouse.billing.Estimate;
import org.countinghouse.customers.CustomerFacts;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.money.Currencies;
import org.countinghouse.rating.RatingResult;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Asks what a customer is billed in, and shows what its running periods would come to. */
final class CurrencyQuestion {
    private static final double WIDTH = 520;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ScreenContext context;
    private final Texts texts;
    private final CustomerCurrencies currencies;
    private final CustomerFacts customer;
    private final CustomerCurrencies.Standing standing;
    private final Runnable changed;
    private final LatestTask previewing;
    private final TextField field = new TextField();
    private final Label preview = Questions.sentence("", "muted");

    /** @param changed after it is stored */
    CurrencyQuestion(
            ScreenContext context,
            CustomerCurrencies currencies,
            CustomerFacts customer,
            CustomerCurrencies.Standing standing,
            Runnable changed) {
        this.context = context;
        this.texts = context.texts();
        this.currencies = currencies;
        this.customer = customer;
        this.standing = standing;
        this.changed = changed;
        this.previewing = context.tasks().latest();
        field.setId("currency-text");
        field.setText(standing.billing() == null ? "" : standing.billing());
        field.setPromptText(texts.get("customers.currency.prompt"));
        preview.setId("currency-preview");
    }

    void ask(Window owner) {
        Button confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("customers.currency.title", customer.name()),
                texts.get("customers.currency.go"),
                "confirm-currency",
                this::set,
                Questions.field(texts.get("customers.currency.field"), field),
                preview,
                Questions.sentence(texts.get("customers.currency.text"), "muted"));
        confirm.setDisable(true);
        field.textProperty().addListener((_, _, _) -> {
            String wanted = wanted();
            boolean same = wanted == null ? standing.billing() == null : wanted.equals(standing.billing());
            confirm.setDisable(same || !known(wanted));
            show(wanted);
        });
        show(wanted());
        field.requestFocus();
    }

    private @Nullable String wanted() {
        String typed = field.getText().strip().toUpperCase(Locale.ROOT);
        return typed.isEmpty() ? null : typed;
    }

    private static boolean known(@Nullable String currency) {
        return currency == null || Currencies.find(currency).isPresent();
    }

    private void show(@Nullable String wanted) {
        if (!known(wanted)) {
            previewing.cancel();
            say(texts.get("customers.currency.unknown"));
            return;
        }
        previewing.<List<Estimate>>run(
                texts.get("customers.currency.field"),
                PAUSE,
                _ -> currencies.preview(customer.externalId(), wanted),
                estimates -> say(
                        estimates.isEmpty()
                                ? texts.get("customers.currency.none")
                                : estimates.stream()
                                        .map(each -> words(each, wanted))
                                        .collect(Collectors.joining("\n"))),
                failure -> say(failure.summary() + " " + failure.remedy()));
    }

    private void say(String text) {
        preview.setText(text);
        Questions.fit(preview);
    }

    private String words(Estimate estimate, @Nullable String wanted) {
        String figures = figures(estimate);
        return estimate.stays(wanted)
                ? texts.get(
                        "customers.currency.stays",
                        figures,
                        estimate.result().currency().getCode(),
                        context.formats().date(estimate.period().to()))
                : figures;
    }

    private String figures(Estimate estimate) {
        RatingResult result = estimate.result();
        String total = context.formats().money(Money.of(result.currency(), result.total()));
        RatingResult.Priced priced = result.priced();
        return priced == null
                ? texts.get("customers.currency.estimate", estimate.plan(), total)
                : texts.get(
                        "customers.currency.exchanged",
                        estimate.plan(),
                        total,
                        context.formats().money(Money.of(priced.currency(), priced.subtotal())),
                        context.formats().number(priced.exchange().rate()),
                        priced.exchange().source(),
                        context.formats().date(priced.exchange().day()));
    }

    private void set() {
        String wanted = wanted();
        context.tasks()
                .<Boolean>run(
                        texts.get("customers.currency.field"),
                        _ -> {
                            currencies.set(customer.externalId(), wanted);
                            return true;
                        },
                        _ -> {
                            context.notices()
                                    .success(
                                            wanted == null
                                                    ? texts.get("customers.currency.done.plans", customer.name())
                                                    : texts.get("customers.currency.done", customer.name(), wanted));
                            changed.run();
                        },
                        context.notices()::failure);
    }
}
