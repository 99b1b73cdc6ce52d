/** The headless face: the HTTP interface to usage, billing and invoices. */
@NullMarked
package org.countinghouse.gateway;

import org.jspecify.annotations.NullMarked;
