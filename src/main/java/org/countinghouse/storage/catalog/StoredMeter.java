package org.countinghouse.storage.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.NullUnmarked;

/** The row behind a meter; never leaves this package. */
@Entity
@Table(name = "meter")
@NullUnmarked
class StoredMeter {
    @Id
    String code;

    String name;
    String event;
    String aggregation;
    String unit;

    @ColumnTransformer(write = "?::jsonb")
    String document;

    @Version
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;
}
