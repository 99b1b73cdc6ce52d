/** The PostgreSQL server that comes with the program: unpacked, created, started, attached to and stopped. */
@NullMarked
package org.countinghouse.storage.embedded;

import org.jspecify.annotations.NullMarked;
