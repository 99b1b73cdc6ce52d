/** Charts in house style: no symbols, no animation, thinned. */
@NullMarked
package org.countinghouse.desktop.common.chart;

import org.jspecify.annotations.NullMarked;
