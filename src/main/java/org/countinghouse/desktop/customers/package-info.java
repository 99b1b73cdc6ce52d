/** The customers screen: the list, and a page for each customer. */
@NullMarked
package org.countinghouse.desktop.customers;

import org.jspecify.annotations.NullMarked;
