package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.billing.ManualEntry;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.rating.ManualLine;
import org.jspecify.annotations.Nullable;

/** What is typed of a line by hand; knows no nodes. */
final class LineForm {
    static final String STANDARD = "standard";

    private final Formats formats;
    final StringProperty text = new SimpleStringProperty("");
    final StringProperty quantity = new SimpleStringProperty("1");
    final StringProperty price = new SimpleStringProperty("");
    final ObjectProperty<String> category = new SimpleObjectProperty<>(STANDARD);
    final ObjectProperty<@Nullable LocalDate> from = new SimpleObjectProperty<>();
    /** The last day, as people say it. */
    final ObjectProperty<@Nullable LocalDate> until = new SimpleObjectProperty<>();

    /** @param before what the line says already; null: nothing yet */
    LineForm(Formats formats, @Nullable ManualLine before) {
        this.formats = formats;
        if (before != null) {
            text.set(before.name());
            quantity.set(typed(before.quantity()));
            price.set(typed(before.unitPrice()));
            category.set(before.taxCategory());
            from.set(before.from());
            until.set(before.to() == null ? null : before.to().minusDays(1));
        }
    }

    private String typed(BigDecimal figure) {
        return formats.number(figure.stripTrailingZeros());
    }

    void whenChanged(Runnable changed) {
        for (var property : java.util.List.of(text, quantity, price)) {
            property.addListener((_, _, _) -> changed.run());
        }
        category.addListener((_, _, _) -> changed.run());
        from.addListener((_, _, _) -> changed.run());
        until.addListener((_, _, _) -> changed.run());
    }

    /** Empty as long as something is missing or cannot be read. */
    Optional<ManualEntry> entry() {
        var number = formats.read(quantity.get());
        var amount = formats.read(price.get());
        LocalDate first = from.get();
        LocalDate last = until.get();
        boolean days = (first == null) == (last == null) && (first == null || last == null || !last.isBefore(first));
        if (text.get().isBlank() || number.isEmpty() || amount.isEmpty() || !days) {
            return Optional.empty();
        }
        var service = first == null || last == null ? null : new BillingPeriod(first, last.plusDays(1));
        return Optional.of(new ManualEntry(
                text.get(), number.get(), amount.get(), Objects.requireNonNullElse(category.get(), STANDARD), service));
    }
}
