package org.countinghouse.desktop.customers;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.PayerEffects;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Whose the next invoices would be and how many, before and after a change of who pays; drafts stay. */
final class PayerLook {
    private static final int FAILURES_SHOWN = 3;

    private final ScreenContext context;
    private final Texts texts;

    private PayerLook(ScreenContext context) {
        this.context = context;
        this.texts = context.texts();
    }

    static MoneyLook<PayerEffects.Effect> in(ScreenContext context) {
        return new MoneyLook<>(context, new PayerLook(context)::nodes);
    }

    private List<Node> nodes(PayerEffects.Effect effect) {
        var nodes = new ArrayList<Node>();
        if (effect.bills().isEmpty()) {
            nodes.add(Questions.sentence(texts.get("customers.payer.bills.none"), "muted"));
        } else {
            nodes.add(Questions.sentence(
                    texts.get("customers.payer.bills", context.formats().instant(effect.upTo())), "overline"));
            nodes.add(new MoneyEffect(context, lines(effect.bills())));
            nodes.add(Questions.sentence(texts.get("subscriptions.money.note"), "note-time"));
        }
        for (PayerEffects.Staying staying : effect.staying()) {
            nodes.add(Questions.sentence(
                    texts.get(
                            "customers.payer.staying",
                            context.formats().count(staying.drafts()),
                            staying.customerName(),
                            context.formats()
                                    .money(Money.of(
                                            CurrencyUnit.of(staying.currency()),
                                            staying.total(),
                                            java.math.RoundingMode.UNNECESSARY))),
                    "muted"));
        }
        for (BillingRunReport.Failed failed :
                effect.failures().stream().limit(FAILURES_SHOWN).toList()) {
            nodes.add(Questions.sentence(failed.customer() + ": " + failed.reason(), "warning-text"));
        }
        return nodes;
    }

    private List<MoneyEffect.Line> lines(List<PayerEffects.Bills> bills) {
        var lines = new ArrayList<MoneyEffect.Line>();
        for (PayerEffects.Bills each : bills) {
            String many = each.invoicesBefore() == each.invoices()
                    ? context.formats().count(each.invoices())
                    : texts.get(
                            "customers.payer.count",
                            context.formats().count(each.invoicesBefore()),
                            context.formats().count(each.invoices()));
            for (PayerEffects.Amount amount : each.amounts()) {
                lines.add(new MoneyEffect.Line(
                        texts.get("customers.payer.invoices", each.customerName(), many),
                        amount.before(),
                        amount.total(),
                        amount.currency()));
            }
        }
        return lines;
    }
}
