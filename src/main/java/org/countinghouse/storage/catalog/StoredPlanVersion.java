package org.countinghouse.storage.catalog;

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

/** The row behind a plan version; never leaves this package. */
@Entity
@Table(name = "plan_version")
@NullUnmarked
class StoredPlanVersion {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(name = "plan_id", updatable = false)
    long planId;

    @Column(updatable = false)
    int number;

    String state;

    @Column(name = "effective_from")
    LocalDate effectiveFrom;

    @ColumnTransformer(write = "?::jsonb")
    String document;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "published_by")
    String publishedBy;

    @Version
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;
}
