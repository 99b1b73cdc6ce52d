/** Amounts, currencies, rounding and allocation. Exact decimals only. */
@NullMarked
package org.countinghouse.money;

import org.jspecify.annotations.NullMarked;
