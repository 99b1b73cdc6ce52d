/** Fuzzing of everything that reads what other people wrote; see docs/testing.md. */
@NullMarked
package org.countinghouse.fuzz;

import org.jspecify.annotations.NullMarked;
