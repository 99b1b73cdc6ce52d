/** The one table component: lazy rows, filter bar, own selection, totals and export. */
@NullMarked
package org.countinghouse.desktop.common.table;

import org.jspecify.annotations.NullMarked;
