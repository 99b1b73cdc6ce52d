package org.countinghouse.customers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.NullUnmarked;

/** The row behind a {@link Subscription}; never leaves this package. */
@Entity
@Table(name = "subscription")
@NullUnmarked
class StoredSubscription {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "customer_id", updatable = false)
    long customerId;

    @Column(name = "plan_version_id")
    long planVersionId;

    @Column(name = "starts_on")
    LocalDate startsOn;

    @Column(name = "ends_on")
    LocalDate endsOn;

    @Column(name = "time_zone")
    String timeZone;

    @ColumnTransformer(write = "?::jsonb")
    String quantities;

    @Version
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;
}
