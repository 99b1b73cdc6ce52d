/** Starts the desktop and puts its parts together. */
@NullMarked
package org.countinghouse.desktop;

import org.jspecify.annotations.NullMarked;
