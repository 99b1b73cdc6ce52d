package org.countinghouse.desktop.usage;

import java.util.ArrayList;
import java.util.List;

/** Round values for the grid lines of a chart that begins at zero. */
record ValueScale(double top, double step) {
    private static final int MOST_LINES = 5;

    static ValueScale upTo(double highest) {
        if (!(highest > 0)) {
            return new ValueScale(1, 1);
        }
        double rough = highest / MOST_LINES;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * 10;
        for (double factor : new double[] {1, 2, 2.5, 5}) {
            if (power * factor >= rough * (1 - 1e-9)) {
                step = power * factor;
                break;
            }
        }
        return new ValueScale(step * Math.ceil(highest / step * (1 - 1e-9)), step);
    }

    /** From zero to the top. */
    List<Double> lines() {
        var lines = new ArrayList<Double>();
        for (int i = 0; i * step <= top * (1 + 1e-9); i++) {
            lines.add(i * step);
        }
        return lines;
    }
}
