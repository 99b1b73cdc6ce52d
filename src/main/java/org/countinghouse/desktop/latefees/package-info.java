/** Rules for late payment, what they would bill, and decisions about single invoices; used by several screens. */
@NullMarked
package org.countinghouse.desktop.latefees;

import org.jspecify.annotations.NullMarked;
