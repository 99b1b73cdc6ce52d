/** Walks every screen without a display and saves pictures. */
@NullMarked
package org.countinghouse.desktop.tour;

import org.jspecify.annotations.NullMarked;
