/** The three steps of a first start. */
@NullMarked
package org.countinghouse.desktop.firstrun;

import org.jspecify.annotations.NullMarked;
