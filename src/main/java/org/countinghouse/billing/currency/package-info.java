/** Exchange rates: where they come from, how they are kept, and what one currency is worth in another on a day. */
@NullMarked
package org.countinghouse.billing.currency;

import org.jspecify.annotations.NullMarked;
