package org.countinghouse.billing;

import org.countinghouse.customers.BillingEntity;

/**
 * A billing entity in a list.
 *
 * @param entity without its tax rates, which are dated
 * @param revision of the row, for changes
 * @param customers that it bills and that are not closed
 */
public record BillingEntityRow(long id, BillingEntity entity, String creditNotePrefix, int revision, long customers) {}
