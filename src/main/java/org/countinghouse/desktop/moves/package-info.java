/** Moving many subscriptions from versions of a plan to another one, with what it does to money seen first. */
@NullMarked
package org.countinghouse.desktop.moves;

import org.jspecify.annotations.NullMarked;
