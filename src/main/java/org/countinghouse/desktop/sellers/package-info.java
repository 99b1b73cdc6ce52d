/** The billing entities screen: who sells, in whose name invoices are, and how they are numbered. */
@NullMarked
package org.countinghouse.desktop.sellers;

import org.jspecify.annotations.NullMarked;
