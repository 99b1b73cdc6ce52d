package org.countinghouse.desktop.invoices;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.ReissueEffect;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/**
 * What a void invoice takes back from the ledger, and what is drafted anew.
 *
 * @param again whether it is drafted again
 */
record VoidEffect(ScreenContext context, ReissueEffect effect, boolean again) {
    List<Node> nodes() {
        var texts = context.texts();
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(texts.get("invoices.step.void.posted"), "overline"));
        nodes.add(new MoneyEffect(
                context,
                effect.postings().stream()
                        .map(each -> new MoneyEffect.Line(
                                texts.get("ledger.account." + each.account().code()),
                                each.before(),
                                each.after(),
                                each.currency()))
                        .toList()));
        if (again) {
            nodes.add(Questions.sentence(texts.get("invoices.step.void.drafts"), "overline"));
            nodes.addAll(drafts());
        }
        return nodes;
    }

    private List<Node> drafts() {
        var nodes = new ArrayList<Node>();
        var lines = effect.drafts().stream().map(this::line).toList();
        if (lines.isEmpty()) {
            nodes.add(Questions.sentence(context.texts().get("invoices.step.void.none"), "warning-text"));
        } else {
            nodes.add(new MoneyEffect(context, lines));
        }
        for (BillingRunReport.Failed failed : effect.failures()) {
            nodes.add(Questions.sentence(failed.customer() + ": " + failed.reason(), "warning-text"));
        }
        return nodes;
    }

    /** A new draft stands in the place of the old invoice; one that was there is compared with itself. */
    private MoneyEffect.Line line(ReissueEffect.Drafted draft) {
        boolean anew = draft.before().signum() == 0;
        boolean alone = effect.drafts().size() == 1 && draft.currency().equals(effect.currency());
        return new MoneyEffect.Line(
                context.texts().get(anew ? "invoices.step.void.draft" : "invoices.step.void.draft.there"),
                anew ? alone ? effect.total() : null : draft.before(),
                draft.total(),
                draft.currency());
    }
}
