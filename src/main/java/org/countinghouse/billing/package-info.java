/** Billing periods, billing runs, invoices and numbering. */
@NullMarked
package org.countinghouse.billing;

import org.jspecify.annotations.NullMarked;
