package org.countinghouse.desktop.latefees;

import java.time.LocalDate;
import java.util.function.Consumer;
import org.countinghouse.billing.LateFeeRules;
import org.countinghouse.billing.LateFees;
import org.countinghouse.billing.LateRuleEffects;
import org.countinghouse.billing.late.LateRules;
import org.countinghouse.billing.late.LateTerms;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.jspecify.annotations.Nullable;

/** What can be done about late payment; knows no nodes. */
public final class LateFeeModel {
    private final LateFeeServices services;
    private final ScreenContext context;
    private final Runnable changed;

    /** @param changed reads again what is seen */
    public LateFeeModel(LateFeeServices services, ScreenContext context, Runnable changed) {
        this.services = services;
        this.context = context;
        this.changed = changed;
    }

    public boolean mayRule() {
        return services.mayRule();
    }

    public boolean mayBill() {
        return services.mayBill();
    }

    /** Where the person is. */
    LocalDate today() {
        return LocalDate.ofInstant(context.clock().instant(), context.formats().zone());
    }

    /** @param terms of {@link LateRules.Kind#TERMS}, else null */
    void set(
            LateFeeRules.Subject subject,
            LocalDate from,
            LateRules.Kind kind,
            @Nullable LateTerms terms,
            String reason) {
        act("latefees.saving", "latefees.saved", () -> set(services.rules(), subject, from, kind, terms, reason));
    }

    private static void set(
            LateFeeRules rules,
            LateFeeRules.Subject subject,
            LocalDate from,
            LateRules.Kind kind,
            @Nullable LateTerms terms,
            String reason) {
        if (terms != null) {
            rules.set(subject, from, terms, reason);
        } else if (kind == LateRules.Kind.NONE) {
            rules.none(subject, from, reason);
        } else {
            rules.general(subject, from, reason);
        }
    }

    /** What a rule makes of the fees of today. */
    Work<LateRuleEffects.Effect> effect(
            LateFeeRules.Subject subject,
            LocalDate from,
            LateRules.Kind kind,
            @Nullable LateTerms terms,
            String reason) {
        return progress ->
                services.effects().of(subject, rules -> set(rules, subject, from, kind, terms, reason), progress);
    }

    /** What would be billed today. */
    void preview(Consumer<LateFees.Report> found) {
        context.tasks()
                .<LateFees.Report>run(
                        context.texts().get("latefees.previewing"),
                        progress -> services.fees().run(services.fees().today(), null, true, progress),
                        found,
                        context.notices()::failure);
    }

    /** Bills it. */
    void bill() {
        context.tasks()
                .<LateFees.Report>run(
                        context.texts().get("latefees.billing"),
                        progress -> services.fees().run(services.fees().today(), null, false, progress),
                        report -> {
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    "latefees.billed",
                                                    context.formats()
                                                            .count(report.bills()
                                                                    .size())));
                            changed.run();
                        },
                        context.notices()::failure);
    }

    void waive(long invoice, boolean forGood, String reason) {
        act("latefees.saving", "latefees.waived", () -> {
            if (forGood) {
                services.decisions().hold(invoice, org.countinghouse.billing.LateFeeDecisions.Hold.WAIVED, reason);
            } else {
                services.decisions().waive(invoice, reason);
            }
        });
    }

    /** @param draft of late fees */
    void discard(long draft, String reason) {
        act("latefees.saving", "latefees.waived", () -> services.decisions().discard(draft, reason));
    }

    void dispute(long invoice, String reason) {
        act(
                "latefees.saving",
                "latefees.disputed",
                () -> services.decisions()
                        .hold(invoice, org.countinghouse.billing.LateFeeDecisions.Hold.DISPUTE, reason));
    }

    void resume(long invoice, String reason) {
        act("latefees.saving", "latefees.resumed", () -> services.decisions().release(invoice, reason));
    }

    private void act(String title, String done, Runnable work) {
        context.tasks()
                .<Boolean>run(
                        context.texts().get(title),
                        _ -> {
                            work.run();
                            return true;
                        },
                        _ -> {
                            context.notices().success(context.texts().get(done));
                            changed.run();
                        },
                        context.notices()::failure);
    }
}
