/** Documents by e-mail: an outbox in the database, and the delivery of what stands in it over SMTP. */
@NullMarked
package org.countinghouse.mail;

import org.jspecify.annotations.NullMarked;
