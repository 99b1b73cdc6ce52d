/** The rating engine: aggregate, price, explain. Pure: no I/O, no clock, no database, no screen. */
@NullMarked
package org.countinghouse.rating;

import org.jspecify.annotations.NullMarked;
