package org.countinghouse.desktop.latefees;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.countinghouse.billing.LateRuleEffects;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/** What is owed for late payment today by the old rule and by the new one. */
final class LateRuleWords {
    private static final int SHOWN = 4;

    private LateRuleWords() {}

    static List<Node> nodes(ScreenContext context, LateRuleEffects.Effect effect) {
        var texts = context.texts();
        var nodes = new ArrayList<Node>();
        if (effect.owed().isEmpty()) {
            nodes.add(Questions.sentence(texts.get("latefees.effect.none"), "muted"));
            return nodes;
        }
        nodes.add(Questions.sentence(
                texts.get("latefees.effect.today", context.formats().date(effect.day())), "overline"));
        var lines = new ArrayList<MoneyEffect.Line>();
        effect.sums()
                .forEach((currency, sum) -> lines.add(
                        new MoneyEffect.Line(texts.get("latefees.effect.sum"), sum.before(), sum.after(), currency)));
        nodes.add(new MoneyEffect(context, lines));
        var changed = effect.changed();
        if (effect.owed().size() > 1 && !changed.isEmpty()) {
            nodes.add(new MoneyEffect(
                    context,
                    changed.stream()
                            .limit(SHOWN)
                            .map(each -> new MoneyEffect.Line(
                                    each.customerName(), each.before(), each.after(), each.currency()))
                            .toList()));
        }
        if (changed.size() > SHOWN) {
            nodes.add(Questions.sentence(
                    texts.get("latefees.effect.more", context.formats().count(changed.size() - SHOWN)), "muted"));
        }
        return nodes;
    }
}
