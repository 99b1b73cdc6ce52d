/** What a rule makes of an invoice that is paid late: fees once, and interest of each day, exactly. No database. */
@NullMarked
package org.countinghouse.billing.late;

import org.jspecify.annotations.NullMarked;
