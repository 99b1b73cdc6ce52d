/** Sign-in, roles and the audit log. */
@NullMarked
package org.countinghouse.security;

import org.jspecify.annotations.NullMarked;
