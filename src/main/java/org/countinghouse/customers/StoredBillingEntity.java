package org.countinghouse.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.NullUnmarked;

/** The row behind a {@link BillingEntity}; never leaves this package. */
@Entity
@Table(name = "billing_entity")
@NullUnmarked
class StoredBillingEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String code;
    String name;
    String address;

    @JdbcTypeCode(SqlTypes.CHAR)
    String country;

    @Column(name = "tax_id")
    String taxId;

    String email;

    @Column(name = "bank_details")
    String bankDetails;

    @Column(name = "payment_terms_days")
    int paymentTermsDays;

    @Column(name = "invoice_prefix")
    String invoicePrefix;

    @Column(name = "time_zone")
    String timeZone = "UTC";

    @Version
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;
}
