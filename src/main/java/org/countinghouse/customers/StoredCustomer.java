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

/** The row behind a {@link Customer}; never leaves this package. */
@Entity
@Table(name = "customer")
@NullUnmarked
class StoredCustomer {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "external_id", updatable = false)
    String externalId;

    String name;
    String email;
    String address;

    @JdbcTypeCode(SqlTypes.CHAR)
    String country;

    @Column(name = "tax_id")
    String taxId;

    @JdbcTypeCode(SqlTypes.CHAR)
    String currency;

    String language;

    @Column(name = "time_zone")
    String timeZone;

    String status;

    @Column(name = "billing_entity_id", updatable = false)
    long billingEntityId;

    @Version
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;
}
