/** Window, navigation, action registry, palette and task area. */
@NullMarked
package org.countinghouse.desktop.shell;

import org.jspecify.annotations.NullMarked;
