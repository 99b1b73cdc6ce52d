/** What every part shares about doing work: typed failures, progress and cancelling. */
@NullMarked
package org.countinghouse.work;

import org.jspecify.annotations.NullMarked;
