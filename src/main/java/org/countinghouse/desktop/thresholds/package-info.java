/** Thresholds at which usage is billed inside a period, of plans and of subscriptions; used by several screens. */
@NullMarked
package org.countinghouse.desktop.thresholds;

import org.jspecify.annotations.NullMarked;
