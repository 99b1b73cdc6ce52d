/** All credit notes, each with what it credits and where the money went. */
@NullMarked
package org.countinghouse.desktop.creditnotes;

import org.jspecify.annotations.NullMarked;
