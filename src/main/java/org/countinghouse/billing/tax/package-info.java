/** Tax: dated rates, how a customer is taxed, checks of tax numbers, and the report. */
@NullMarked
package org.countinghouse.billing.tax;

import org.jspecify.annotations.NullMarked;
