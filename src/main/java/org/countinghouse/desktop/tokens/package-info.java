/** Access tokens of the gateway: what is issued, to whom, until when; issuing and revoking. */
@NullMarked
package org.countinghouse.desktop.tokens;

import org.jspecify.annotations.NullMarked;
