package org.countinghouse.desktop.quotas;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.catalog.Quota;
import org.countinghouse.desktop.common.Formats;
import org.jspecify.annotations.Nullable;

/** What is typed in the dialog, and the change that comes of it; knows no nodes. */
final class ChangeForm {
    /** What is to be done. */
    enum What {
        SET,
        PERCENT,
        UNLIMITED,
        PLAN,
        GRANT;

        boolean needsAmount() {
            return this == SET || this == PERCENT || this == GRANT;
        }
    }

    private final Formats formats;
    private final ReadOnlyObjectWrapper<Optional<QuotaChange>> change = new ReadOnlyObjectWrapper<>(Optional.empty());
    private What what = What.SET;
    private String amount = "";
    private Quota.@Nullable Kind kind;
    private @Nullable LocalDate until;
    private String reason = "";

    ChangeForm(Formats formats) {
        this.formats = formats;
    }

    void what(What chosen) {
        what = chosen;
        update();
    }

    void amount(String typed) {
        amount = typed.strip();
        update();
    }

    /** Null keeps the kind. */
    void kind(Quota.@Nullable Kind chosen) {
        kind = chosen;
        update();
    }

    void until(@Nullable LocalDate day) {
        until = day;
        update();
    }

    void reason(String typed) {
        reason = typed.strip();
        update();
    }

    What what() {
        return what;
    }

    String reason() {
        return reason;
    }

    /** Empty as long as something is missing or unreadable. */
    ReadOnlyObjectProperty<Optional<QuotaChange>> change() {
        return change.getReadOnlyProperty();
    }

    private void update() {
        change.set(made());
    }

    private Optional<QuotaChange> made() {
        Optional<BigDecimal> number = formats.read(amount);
        LocalDate end = until;
        return switch (what) {
            case SET -> number.filter(value -> value.signum() >= 0).map(value -> new QuotaChange.SetTo(value, kind));
            case PERCENT ->
                number.filter(value -> value.signum() != 0 && value.compareTo(BigDecimal.valueOf(-100)) >= 0)
                        .map(QuotaChange.ByPercent::new);
            case UNLIMITED -> Optional.of(new QuotaChange.NoLimit());
            case PLAN -> Optional.of(new QuotaChange.BackToPlan());
            case GRANT ->
                end == null || reason.isEmpty()
                        ? Optional.empty()
                        : number.filter(value -> value.signum() > 0).map(value -> new QuotaChange.Grant(value, end));
        };
    }
}
