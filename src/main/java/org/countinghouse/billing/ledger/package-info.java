/** Double entry: what was billed, paid, granted and given back, the check that it all agrees, and reports of it. */
@NullMarked
package org.countinghouse.billing.ledger;

import org.jspecify.annotations.NullMarked;
