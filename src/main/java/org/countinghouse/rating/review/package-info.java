/** Looking at plans with the engine's own figures: what is wrong with one, and how two differ. Pure. */
@NullMarked
package org.countinghouse.rating.review;

import org.jspecify.annotations.NullMarked;
