package org.countinghouse.desktop.latefees;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Rules for late payment in words. */
final class LateFeeWords {
    private final Texts texts;
    private final Formats formats;

    LateFeeWords(Texts texts, Formats formats) {
        this.texts = texts;
        this.formats = formats;
    }

    String money(BigDecimal amount, String currency) {
        return formats.money(Money.of(CurrencyUnit.of(currency), amount));
    }

    /** For example {@code fee 40.00 EUR, interest 11.5 % a year, 5 days of grace}. */
    String rule(LateRules.Entry entry, String currency) {
        LateTerms terms = entry.terms();
        if (terms == null) {
            return texts.get(entry.kind() == LateRules.Kind.NONE ? "latefees.nothing" : "latefees.general");
        }
        List<String> parts = new ArrayList<>();
        if (terms.fee().signum() > 0) {
            parts.add(texts.get("latefees.rule.fee", money(terms.fee(), currency)));
        }
        if (terms.percent().signum() > 0) {
            parts.add(texts.get("latefees.rule.percent", formats.number(terms.percent())));
        }
        if (terms.rate().signum() > 0) {
            parts.add(
                    texts.get("latefees.rule.rate", formats.number(terms.rate()), Integer.toString(terms.yearDays())));
        }
        parts.add(texts.get("latefees.rule.grace", Integer.toString(terms.graceDays())));
        if (terms.minimum().signum() > 0) {
            parts.add(texts.get("latefees.rule.minimum", money(terms.minimum(), currency)));
        }
        BigDecimal cap = terms.cap();
        if (cap != null) {
            parts.add(texts.get("latefees.rule.cap", money(cap, currency)));
        }
        parts.add(texts.get("latefees.rule.every", Integer.toString(terms.everyDays())));
        parts.add(
                terms.taxCategory() == null
                        ? texts.get("latefees.rule.untaxed")
                        : texts.get("latefees.rule.taxed", terms.taxCategory()));
        return String.join(", ", parts);
    }
}
