package org.countinghouse.desktop.taxes;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.countinghouse.billing.TaxEffects;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;

/** Which open drafts are taxed otherwise after a change: their taxes and totals before and after, and the first of them. */
public final class DraftsLook {
    private static final int SHOWN = 4;

    private final ScreenContext context;
    private final Texts texts;

    private DraftsLook(ScreenContext context) {
        this.context = context;
        this.texts = context.texts();
    }

    /** In a question. */
    public static MoneyLook<TaxEffects.Effect> in(ScreenContext context) {
        return new MoneyLook<>(context, new DraftsLook(context)::nodes);
    }

    private List<Node> nodes(TaxEffects.Effect effect) {
        var nodes = new ArrayList<Node>();
        if (effect.drafts().isEmpty()) {
            nodes.add(Questions.sentence(texts.get("taxes.drafts.none"), "muted"));
        }
        effect.sums().forEach((currency, sum) -> {
            nodes.add(Questions.sentence(
                    texts.get("taxes.drafts.again", context.formats().count(sum.drafts()), currency), "overline"));
            nodes.add(new MoneyEffect(
                    context,
                    List.of(
                            new MoneyEffect.Line(texts.get("taxes.drafts.tax"), sum.taxBefore(), sum.tax(), currency),
                            new MoneyEffect.Line(
                                    texts.get("taxes.drafts.total"), sum.before(), sum.total(), currency))));
        });
        nodes.addAll(first(effect));
        if (effect.left() > 0) {
            nodes.add(Questions.sentence(
                    texts.get("taxes.drafts.left", context.formats().count(effect.left())), "warning-text"));
        }
        return nodes;
    }

    private List<Node> first(TaxEffects.Effect effect) {
        var nodes = new ArrayList<Node>();
        var good = effect.drafts().stream()
                .filter(draft -> draft.failure() == null)
                .toList();
        if (good.size() > 1) {
            nodes.add(new MoneyEffect(
                    context,
                    good.stream()
                            .limit(SHOWN)
                            .map(draft -> new MoneyEffect.Line(
                                    texts.get("taxes.drafts.each", draft.customerName(), Long.toString(draft.id())),
                                    draft.before(),
                                    draft.total(),
                                    draft.currency()))
                            .toList()));
        }
        if (good.size() > SHOWN) {
            nodes.add(Questions.sentence(
                    texts.get("taxes.drafts.more", context.formats().count(good.size() - SHOWN)), "muted"));
        }
        effect.drafts().stream().limit(SHOWN).forEach(draft -> {
            Failure failure = draft.failure();
            if (failure != null) {
                nodes.add(Questions.sentence(
                        texts.get(
                                "taxes.drafts.failed",
                                draft.customerName(),
                                Long.toString(draft.id()),
                                failure.summary()),
                        "warning-text"));
            }
        });
        return nodes;
    }
}
