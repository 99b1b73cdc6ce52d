/** Parts that screens share: the table, money field, chart, empty states, task adapter. */
@NullMarked
package org.countinghouse.desktop.common;

import org.jspecify.annotations.NullMarked;
