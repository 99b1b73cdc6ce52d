/** Embedded or shared PostgreSQL: opening, migrations, sessions, bulk copy, change notifications. */
@NullMarked
package org.countinghouse.storage;

import org.jspecify.annotations.NullMarked;
