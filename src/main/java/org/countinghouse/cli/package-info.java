/** The command line. */
@NullMarked
package org.countinghouse.cli;

import org.jspecify.annotations.NullMarked;
