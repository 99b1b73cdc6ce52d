/** The currencies screen: exchange rates by day and source, and what amounts are worth. */
@NullMarked
package org.countinghouse.desktop.currencies;

import org.jspecify.annotations.NullMarked;
