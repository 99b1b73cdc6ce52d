/** Meters, plan documents and price models. */
@NullMarked
package org.countinghouse.catalog;

import org.jspecify.annotations.NullMarked;
