/** The usage screen: one question asked of a meter, answered as a chart, a table and the events behind a bucket. */
@NullMarked
package org.countinghouse.desktop.usage;

import org.jspecify.annotations.NullMarked;
