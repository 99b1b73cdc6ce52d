/** Invoice PDF and other documents. */
@NullMarked
package org.countinghouse.documents;

import org.jspecify.annotations.NullMarked;
