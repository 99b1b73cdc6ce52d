/** All e-mails with invoices and credit notes, and what a person decides about them. */
@NullMarked
package org.countinghouse.desktop.messages;

import org.jspecify.annotations.NullMarked;
