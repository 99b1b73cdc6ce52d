/** Connection and appearance. */
@NullMarked
package org.countinghouse.desktop.settings;

import org.jspecify.annotations.NullMarked;
