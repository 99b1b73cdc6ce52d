package org.countinghouse.desktop.plans;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Tasks;
import org.countinghouse.insight.PriceCurve;
import org.countinghouse.rating.review.ChargePricer;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** One charge of a plan: its words, its curve and its calculator. */
final class ChargeViewModel {
    /** Digits of a unit price that was worked out by division. */
    private static final MathContext TOLD = new MathContext(6);

    private final ChargeCard card;
    private final @Nullable ChargePricer pricer;
    private final LatestTask drawing;
    private final LatestTask quoting;
    private final Locale locale;
    private final @Nullable MatrixRows matrix;
    private final ObjectProperty<MatrixRows.@Nullable Row> chosenRow = new SimpleObjectProperty<>();
    private final StringProperty quantity = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<CurveState> curve = new ReadOnlyObjectWrapper<>(new CurveState.Loading());
    private final ReadOnlyObjectWrapper<Quote> quote = new ReadOnlyObjectWrapper<>(new Quote.Nothing());
    private boolean drawn;

    /**
     * @param pricer null when the charge's meter is not known
     * @param locale in which quantities are written
     */
    ChargeViewModel(ChargeCard card, @Nullable ChargePricer pricer, Tasks tasks, Locale locale) {
        this.card = card;
        this.pricer = pricer;
        this.drawing = tasks.latest();
        this.quoting = tasks.latest();
        this.locale = locale;
        this.matrix =
                Optional.ofNullable(card.price().matrix()).map(MatrixRows::new).orElse(null);
        if (matrix != null) {
            chosenRow.set(matrix.telling());
        }
        quantity.addListener((_, _, _) -> ask());
        chosenRow.addListener((_, _, _) -> redraw());
    }

    /** Draws the curve; called when the charge is first seen. */
    public void draw() {
        if (!drawn) {
            drawn = true;
            redraw();
        }
    }

    private void redraw() {
        ChargePricer asked = chosen();
        if (asked == null) {
            curve.set(new CurveState.None(
                    new Failure("plan.meter", "The meter of this charge is not known.", "Add the meter.")));
            return;
        }
        drawing.run("price curve", _ -> PriceCurve.of(asked), this::show, why -> curve.set(new CurveState.None(why)));
    }

    private void show(PriceCurve result) {
        curve.set(new CurveState.Shown(result));
        if (quantity.get().isEmpty()) {
            quantity.set(suggested(result));
        } else {
            ask();
        }
    }

    /** Where the last tier begins, else a round figure inside the picture. */
    private String suggested(PriceCurve result) {
        BigDecimal end = result.points().getLast().quantity();
        BigDecimal telling = result.marks().isEmpty()
                ? end.multiply(new BigDecimal("0.6"))
                : result.marks().getLast();
        var format = java.text.NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(12);
        return format.format(telling);
    }

    private @Nullable ChargePricer chosen() {
        MatrixRows.Row row = chosenRow.get();
        return pricer == null || row == null ? pricer : pricer.with(row.match());
    }

    private void ask() {
        ChargePricer asked = chosen();
        if (asked == null || quantity.get().isBlank()) {
            quote.set(new Quote.Nothing());
            return;
        }
        Optional<BigDecimal> wanted = QuantityText.parse(quantity.get(), locale);
        if (wanted.isEmpty()) {
            quoting.cancel();
            quote.set(new Quote.Unreadable());
            return;
        }
        quoting.run(
                "price", _ -> answer(asked.price(wanted.get())), quote::set, why -> quote.set(new Quote.Refused(why)));
    }

    private static Quote answer(ChargePricer.Priced priced) {
        BigDecimal unitPrice =
                priced.quantity().signum() == 0 ? null : priced.exact().divide(priced.quantity(), TOLD);
        return new Quote.Answer(priced, unitPrice);
    }

    public ChargeCard card() {
        return card;
    }

    /** Rows to look prices up in; null when the price is no matrix. */
    public @Nullable MatrixRows matrix() {
        return matrix;
    }

    /** The matrix row that curve and calculator go by; null when the price is no matrix. */
    public ObjectProperty<MatrixRows.@Nullable Row> chosenRow() {
        return chosenRow;
    }

    /** What the person typed. */
    public StringProperty quantity() {
        return quantity;
    }

    public ReadOnlyObjectProperty<CurveState> curve() {
        return curve.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Quote> quote() {
        return quote.getReadOnlyProperty();
    }
}
