/** The taxes screen: rates, the report, and how customers are taxed. */
@NullMarked
package org.countinghouse.desktop.taxes;

import org.jspecify.annotations.NullMarked;
