package org.countinghouse.desktop.common;

import java.time.LocalDate;

/** When an invoice that is issued today is due, before and after other payment terms. */
public final class DueExample {
    private DueExample() {}

    /**
     * In a sentence.
     *
     * @param now days as they are
     * @param then days that are chosen
     */
    public static String of(ScreenContext context, LocalDate today, int now, int then) {
        String after = context.formats().date(today.plusDays(then));
        return now == then
                ? context.texts().get("effect.due.same", after)
                : context.texts().get("effect.due", after, context.formats().date(today.plusDays(now)));
    }
}
