/** Trends and breakdowns over usage and money. */
@NullMarked
package org.countinghouse.insight;

import org.jspecify.annotations.NullMarked;
