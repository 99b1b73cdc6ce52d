/** Collectors: usage that is measured here and sent where it is counted, through outages and kills, each once. */
@NullMarked
package org.countinghouse.metering.collect;

import org.jspecify.annotations.NullMarked;
