package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.desktop.common.Formats;

/** What is typed to credit an invoice; knows no nodes. */
final class CreditForm {
    /** What is credited. */
    enum What {
        FULL,
        AMOUNT,
        LINES
    }

    private final Formats formats;
    private final ReadOnlyObjectWrapper<Optional<CreditRequest>> request =
            new ReadOnlyObjectWrapper<>(Optional.of(new CreditRequest.Full()));
    private final Map<Integer, String> lines = new HashMap<>();
    private What what = What.FULL;
    private String amount = "";

    CreditForm(Formats formats) {
        this.formats = formats;
    }

    void what(What chosen) {
        what = chosen;
        update();
    }

    void amount(String typed) {
        amount = typed;
        update();
    }

    void line(int position, String typed) {
        lines.put(position, typed);
        update();
    }

    private void update() {
        request.set(read());
    }

    private Optional<CreditRequest> read() {
        return switch (what) {
            case FULL -> Optional.of(new CreditRequest.Full());
            case AMOUNT -> formats.read(amount).map(CreditRequest.Amount::new);
            case LINES -> readLines();
        };
    }

    private Optional<CreditRequest> readLines() {
        var amounts = new HashMap<Integer, BigDecimal>();
        for (var line : lines.entrySet()) {
            if (!line.getValue().isBlank()) {
                var read = formats.read(line.getValue());
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                amounts.put(line.getKey(), read.get());
            }
        }
        return amounts.isEmpty() ? Optional.empty() : Optional.of(new CreditRequest.Lines(amounts));
    }

    /** Empty as long as something cannot be read. */
    ReadOnlyObjectProperty<Optional<CreditRequest>> request() {
        return request.getReadOnlyProperty();
    }
}
