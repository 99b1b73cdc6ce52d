/** Invoices: the list, the real document, how each line came about, finalising and billing a period. */
@NullMarked
package org.countinghouse.desktop.invoices;

import org.jspecify.annotations.NullMarked;
