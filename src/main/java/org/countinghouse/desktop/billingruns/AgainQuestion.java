package org.countinghouse.desktop.billingruns;

import javafx.scene.control.Button;
import javafx.stage.Window;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.BillingRunRow;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;

/** Asks before a run goes on or its failures are billed again, with what that would draft now. */
final class AgainQuestion {
    private AgainQuestion() {}

    /** @param keys beginning of its texts */
    static void ask(
            ScreenContext context,
            Window owner,
            String keys,
            BillingRunRow run,
            Work<BillingRunReport> work,
            Runnable confirmed) {
        var texts = context.texts();
        var words = new RunWords(texts, context.formats());
        var button = new Button[1];
        var look = new MoneyLook<BillingRunReport>(context, report -> {
            Button confirm = button[0];
            confirm.setText(RunOutcome.verb(context, report, keys + ".go"));
            confirm.setDisable(false);
            return new RunOutcome(context, words).nodes(report);
        });
        button[0] = Questions.ask(
                owner,
                texts,
                texts.get(keys + ".title", words.label(run.label())),
                texts.get(keys + ".go"),
                "confirm-again",
                confirmed,
                Questions.sentence(texts.get(keys + ".text"), "muted"),
                look);
        button[0].setDisable(true);
        look.look(work);
    }
}
