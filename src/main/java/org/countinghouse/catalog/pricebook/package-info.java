/** Published price lists as plan documents, with a report of what was taken over and what could not be. */
@org.jspecify.annotations.NullMarked
package org.countinghouse.catalog.pricebook;
