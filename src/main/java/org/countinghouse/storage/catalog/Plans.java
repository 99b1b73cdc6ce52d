package org.countinghouse.storage.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.MetersUsed;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.hibernate.Session;

/** Plans and their versions as stored. */
public final class Plans {
    /** The entities that the database must know. */
    public static final List<Class<?>> ENTITIES = List.of(StoredMeter.class, StoredPlan.class, StoredPlanVersion.class);

    private static final String SELECT = """
            select v.id, p.code, v.number, v.state, v.effective_from, v.published_at, v.published_by,
                (select count(*) from subscription s where s.plan_version_id = v.id), v.document
            from plan_version v join plan p on p.id = v.plan_id
            """;

    private final Database database;
    private final Clock clock;

    public Plans(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Publishes a document as its plan's next version; the document of the newest version again changes nothing.
     *
     * @throws CatalogFailure when the document is not valid, {@code plan.unknown_meter} when a meter it names is not
     *     stored: its usage could never be billed
     * @throws Failure {@code plan.currency} when the plan was in another currency before
     */
    public PlanVersion publish(JsonNode document, LocalDate effectiveFrom) {
        PlanDocument plan = PlanJson.read(document);
        long id = database.entities(session -> publish(session, plan, effectiveFrom));
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(SELECT + " where v.id = ?")) {
                statement.setLong(1, id);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return version(rows);
                }
            }
        });
    }

    private static void requireMeters(Session session, PlanDocument plan) {
        var known = session.createSelectionQuery("select code from StoredMeter", String.class)
                .list();
        MetersUsed.by(plan).forEach((meter, path) -> {
            if (!known.contains(meter)) {
                throw new CatalogFailure("plan.unknown_meter", "There is no meter \"" + meter + "\".", path);
            }
        });
    }

    private long publish(Session session, PlanDocument plan, LocalDate effectiveFrom) {
        requireMeters(session, plan);
        StoredPlan stored = session.createSelectionQuery("from StoredPlan where code = :code", StoredPlan.class)
                .setParameter("code", plan.code())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .uniqueResultOptional()
                .orElseGet(() -> add(session, plan));
        if (!stored.currency.equals(plan.currency().getCode())) {
            throw new Failure(
                    "plan.currency",
                    "Plan \"%s\" is in %s; a version in %s cannot follow."
                            .formatted(
                                    plan.code(),
                                    stored.currency,
                                    plan.currency().getCode()),
                    "Publish it under another code.");
        }
        Optional<StoredPlanVersion> newest = session.createSelectionQuery(
                        "from StoredPlanVersion where planId = :plan order by number desc", StoredPlanVersion.class)
                .setParameter("plan", stored.id)
                .setMaxResults(1)
                .uniqueResultOptional();
        if (newest.isPresent()
                && newest.get().effectiveFrom.equals(effectiveFrom)
                && PlanJson.read(StoredJson.read(newest.get().document)).equals(plan)) {
            return newest.get().id;
        }
        stored.name = plan.name();
        var version = new StoredPlanVersion();
        version.planId = stored.id;
        version.number = newest.map(last -> last.number + 1).orElse(1);
        version.state = "published";
        version.effectiveFrom = effectiveFrom;
        version.document = PlanJson.write(plan).toString();
        version.publishedAt = clock.instant();
        version.publishedBy = session.createNativeQuery("select session_user::text", String.class)
                .getSingleResult();
        version.createdAt = clock.instant();
        session.persist(version);
        return version.id;
    }

    private StoredPlan add(Session session, PlanDocument plan) {
        var stored = new StoredPlan();
        stored.code = plan.code();
        stored.name = plan.name();
        stored.currency = plan.currency().getCode();
        stored.createdAt = clock.instant();
        session.persist(stored);
        return stored;
    }

    /** Every version of every plan, by plan and then newest first. */
    public List<PlanVersion> versions() {
        return database.read(connection -> {
            var versions = new ArrayList<PlanVersion>();
            try (var statement = connection.prepareStatement(SELECT + " order by p.code, v.number desc");
                    var rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.add(version(rows));
                }
            }
            return versions;
        });
    }

    private static PlanVersion version(ResultSet row) throws SQLException {
        var published = row.getTimestamp(6);
        return new PlanVersion(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
                row.getObject(5, LocalDate.class),
                published == null ? null : published.toInstant(),
                row.getString(7),
                row.getLong(8),
                PlanJson.read(StoredJson.read(row.getString(9))));
    }
}
