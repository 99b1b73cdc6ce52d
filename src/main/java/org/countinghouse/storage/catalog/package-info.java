/** Meters, plans and plan versions as stored. */
@NullMarked
package org.countinghouse.storage.catalog;

import org.jspecify.annotations.NullMarked;
