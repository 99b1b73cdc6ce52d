/** Usage that could not be taken: what waits, why, and what to do about it. */
@NullMarked
package org.countinghouse.desktop.inbox;

import org.jspecify.annotations.NullMarked;
