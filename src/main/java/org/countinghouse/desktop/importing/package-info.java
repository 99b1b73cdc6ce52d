/** The wizard that brings usage files in. */
@NullMarked
package org.countinghouse.desktop.importing;

import org.jspecify.annotations.NullMarked;
