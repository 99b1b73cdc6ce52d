/** Usage in: readers and formats, idempotency, event store and rollups. */
@NullMarked
package org.countinghouse.metering;

import org.jspecify.annotations.NullMarked;
