package org.countinghouse.billing;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.countinghouse.catalog.Charge;
import org.countinghouse.catalog.Fee;
import org.countinghouse.catalog.Price;
import org.jspecify.annotations.Nullable;

/**
 * A price that a subscription has in place of its plan's, or of an add-on's.
 *
 * @param change id of the change that set it
 * @param addOn code of the add-on whose fee or charge it is; null: the plan's own
 * @param from first day on which it holds, in the subscription's time zone
 * @param to first day on which another price holds; null = none is known
 * @param begun it holds today; false: it is still to come
 */
public record OwnPrice(
        long change,
        @Nullable String addOn,
        LocalDate from,
        @Nullable LocalDate to,
        boolean begun,
        Item item) {
    /** What is priced otherwise, and how the plan prices it on that day. */
    public sealed interface Item {
        String code();

        String name();

        /** @param own amount of one for a whole period */
        record OfFee(Fee fee, BigDecimal own) implements Item {
            @Override
            public String code() {
                return fee.code();
            }

            @Override
            public String name() {
                return fee.name();
            }
        }

        /** @param unit of the charge's meter; empty when it has none */
        record OfCharge(Charge charge, String unit, Price own) implements Item {
            @Override
            public String code() {
                return charge.code();
            }

            @Override
            public String name() {
                return charge.name();
            }
        }
    }
}
