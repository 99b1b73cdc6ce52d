/** What all screens share that list rows and show one of them beside the list. */
@NullMarked
package org.countinghouse.desktop.common.list;

import org.jspecify.annotations.NullMarked;
