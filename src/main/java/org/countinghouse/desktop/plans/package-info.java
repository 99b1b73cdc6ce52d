/** The plans screen: versions, prices as tables and curves, the plan document. */
@NullMarked
package org.countinghouse.desktop.plans;

import org.jspecify.annotations.NullMarked;
