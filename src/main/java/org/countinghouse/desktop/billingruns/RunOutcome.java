package org.countinghouse.desktop.billingruns;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;

/** What a run would draft, as its dry run says: totals by currency, how many, and what cannot be billed. */
record RunOutcome(ScreenContext context, RunWords words) {
    private static final int FAILURES_SHOWN = 3;

    List<Node> nodes(BillingRunReport report) {
        var texts = context.texts();
        var nodes = new ArrayList<Node>();
        if (!report.totals().isEmpty()) {
            nodes.add(Questions.sentence(words.totals(report), "change-text"));
        }
        nodes.add(Questions.sentence(
                texts.get(
                        "runs.start.outcome",
                        context.formats().count(report.drafted()),
                        context.formats().count(report.existing())),
                "muted"));
        report.failures().stream()
                .limit(FAILURES_SHOWN)
                .forEach(failed ->
                        nodes.add(Questions.sentence(failed.customer() + ": " + failed.reason(), "warning-text")));
        more(nodes, "runs.start.more", report.failures().size());
        report.billedTwice().stream()
                .limit(FAILURES_SHOWN)
                .forEach(each ->
                        nodes.add(Questions.sentence(each.customer() + ": " + words.sentence(each), "warning-text")));
        more(nodes, "runs.twice.more", report.billedTwice().size());
        return nodes;
    }

    private void more(List<Node> nodes, String key, int all) {
        if (all > FAILURES_SHOWN) {
            nodes.add(Questions.sentence(
                    context.texts().get(key, context.formats().count(all - FAILURES_SHOWN)), "muted"));
        }
    }

    /** The button's text, with the number of drafts where there are some. */
    static String verb(ScreenContext context, BillingRunReport report, String none) {
        return report.drafted() == 0
                ? context.texts().get(none)
                : context.texts().get("runs.start.go.count", context.formats().count(report.drafted()));
    }
}
