/** Billing runs: starting one after a look ahead, how it compares with the last period, failures, closing periods. */
@NullMarked
package org.countinghouse.desktop.billingruns;

import org.jspecify.annotations.NullMarked;
