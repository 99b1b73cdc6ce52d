/** Lists read page by page from SQL in constant memory: columns, filters, sorting, keyset pages. */
@NullMarked
package org.countinghouse.storage.list;

import org.jspecify.annotations.NullMarked;
