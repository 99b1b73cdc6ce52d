/** The ledger: its reports as tables, for a period, on the screen and as files. */
@NullMarked
package org.countinghouse.desktop.ledger;

import org.jspecify.annotations.NullMarked;
