package org.countinghouse.storage.catalog;

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

/** The row behind a plan; never leaves this package. */
@Entity
@Table(name = "plan")
@NullUnmarked
class StoredPlan {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    @Column(updatable = false)
    String code;

    String name;

    @JdbcTypeCode(SqlTypes.CHAR)
    String currency;

    @Version
    int revision;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;
}
