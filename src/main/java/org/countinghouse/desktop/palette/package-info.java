/** Finds records of the database for the palette. */
@NullMarked
package org.countinghouse.desktop.palette;

import org.jspecify.annotations.NullMarked;
