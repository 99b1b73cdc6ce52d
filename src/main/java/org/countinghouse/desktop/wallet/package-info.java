/** Prepaid money, granted credits and charged usage of a customer, on the customer's page. */
@NullMarked
package org.countinghouse.desktop.wallet;

import org.jspecify.annotations.NullMarked;
