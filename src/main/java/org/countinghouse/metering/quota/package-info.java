/** Quotas: limits in force, their counters, reservations, and what was reached. */
@NullMarked
package org.countinghouse.metering.quota;

import org.jspecify.annotations.NullMarked;
