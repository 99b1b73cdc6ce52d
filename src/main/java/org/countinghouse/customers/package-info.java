/** Customers, their users and subscriptions. */
@NullMarked
package org.countinghouse.customers;

import org.jspecify.annotations.NullMarked;
