package org.countinghouse.desktop.plans;

import org.countinghouse.insight.PriceCurve;
import org.countinghouse.work.Failure;

/** The picture of a price. */
public sealed interface CurveState {
    record Loading() implements CurveState {}

    record Shown(PriceCurve curve) implements CurveState {}

    /** The price cannot be told from a quantity alone. */
    record None(Failure why) implements CurveState {}
}
