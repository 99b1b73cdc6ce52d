/** Limits of customers: what is used of them, where they come from, and exceptions to them. */
@NullMarked
package org.countinghouse.desktop.quotas;

import org.jspecify.annotations.NullMarked;
