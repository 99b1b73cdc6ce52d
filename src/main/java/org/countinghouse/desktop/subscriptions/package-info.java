/** Subscriptions: the list, what happens to one over time, and changing it with a look at the money first. */
@NullMarked
package org.countinghouse.desktop.subscriptions;

import org.jspecify.annotations.NullMarked;
