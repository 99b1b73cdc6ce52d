/** The composition root: an open database and the services over it. */
@NullMarked
package org.countinghouse.workspace;

import org.jspecify.annotations.NullMarked;
