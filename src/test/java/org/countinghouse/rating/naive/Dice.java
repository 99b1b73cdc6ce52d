package org.countinghouse.rating.naive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded choices for made-up requests. */
record Dice(SplittableRandom random) {
    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** A whole number from the first to the last, both possible. */
    int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    @SafeVarargs
    final <T> T pick(T... options) {
        return options[random.nextInt(options.length)];
    }

    <T> T pick(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    <T> List<T> some(List<T> options, int most) {
        List<T> left = new ArrayList<>(options);
        List<T> chosen = new ArrayList<>();
        for (int count = between(1, Math.min(most, left.size())); count > 0; count--) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    /** A price: zero, whole, some decimals, or the full twelve. */
    String price() {
        return switch (between(0, 15)) {
            case 0 -> "0";
            case 1 -> String.valueOf(between(1, 50));
            case 2 -> decimal(between(1, 1_000_000_000), 12);
            case 3 -> decimal(between(1, 999), 3);
            case 4 -> decimal(between(1, 99_999), 5);
            case 5 -> "0.00" + between(1, 99);
            default -> decimal(between(1, 2000), 2);
        };
    }

    /** An amount of usage, mostly small and above zero. */
    String quantity() {
        return switch (between(0, 13)) {
            case 0 -> "0";
            case 1 -> decimal(between(1, 1_000_000_000), 12);
            case 2 -> "-" + decimal(between(1, 900), 1);
            case 3 -> decimal(between(1, 99_999), 3);
            case 4 -> between(1, 99) + "000";
            case 5, 6 -> decimal(between(1, 9999), 2);
            case 7 -> String.valueOf(between(100, 4000));
            default -> String.valueOf(between(1, 40));
        };
    }

    /** An amount of usage of zero or more. */
    String decimal() {
        return decimal(between(0, 30_000), between(0, 4));
    }

    String percent() {
        return switch (between(0, 5)) {
            case 0 -> "0";
            case 1 -> "100";
            case 2 -> decimal(between(1, 99_999), 3);
            default -> decimal(between(1, 400), 1);
        };
    }

    static String decimal(long units, int decimals) {
        return BigDecimal.valueOf(units, decimals).toPlainString();
    }
}
