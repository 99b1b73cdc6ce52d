/** Dashboard: the figures of a period, each of which opens the list behind it. */
@NullMarked
package org.countinghouse.desktop.dashboard;

import org.jspecify.annotations.NullMarked;
