package org.countinghouse.storage;

import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.Transaction;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/** Hibernate on the interactive pool; started at first use, because starting it takes longer than opening. */
final class Entities implements AutoCloseable {
    private final Pool pool;
    private final List<Class<?>> classes;
    private final Function<SQLException, StorageFailure> failures;
    private final Function<SQLException, StorageFailure> unsure;
    private @Nullable SessionFactory factory;

    /**
     * @param failures what to throw for an exception of the driver
     * @param unsure what to throw when the answer to a commit never came
     */
    Entities(
            Pool pool,
            List<Class<?>> classes,
            Function<SQLException, StorageFailure> failures,
            Function<SQLException, StorageFailure> unsure) {
        this.pool = pool;
        this.classes = List.copyOf(classes);
        this.failures = failures;
        this.unsure = unsure;
    }

    <T extends @Nullable Object> T run(Function<Session, T> work) {
        boolean done = false;
        try (Session session = factory().openSession()) {
            Transaction transaction = session.beginTransaction();
            try {
                T result = work.apply(session);
                session.flush();
                done = true;
                transaction.commit();
                return result;
            } finally {
                if (!done) {
                    transaction.rollback();
                }
            }
        } catch (OptimisticLockException | StaleStateException conflict) {
            throw conflict(conflict);
        } catch (RuntimeException problem) {
            throw translate(problem, done);
        }
    }

    private synchronized SessionFactory factory() {
        if (factory == null) {
            var configuration = new Configuration();
            classes.forEach(configuration::addAnnotatedClass);
            var settings = configuration.getProperties();
            try {
                settings.put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool.dataSource());
            } catch (SQLException problem) {
                throw failures.apply(problem);
            }
            // The pool's connections never commit by themselves, and the oldest supported server is known: no questions
            // at the start.
            settings.put(AvailableSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true);
            settings.put(AvailableSettings.JAKARTA_HBM2DDL_DB_NAME, "PostgreSQL");
            settings.put(AvailableSettings.JAKARTA_HBM2DDL_DB_MAJOR_VERSION, "15");
            settings.put("hibernate.boot.allow_jdbc_metadata_access", false);
            settings.put(AvailableSettings.JAKARTA_VALIDATION_MODE, "none");
            settings.put(AvailableSettings.HBM2DDL_AUTO, "none");
            factory = configuration.buildSessionFactory();
        }
        return factory;
    }

    /** @param committing the work was done, and only its commit was missing */
    private RuntimeException translate(RuntimeException problem, boolean committing) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException) {
                return conflict(problem);
            }
            if (cause instanceof SQLException sql) {
                return committing && SqlFailures.unreachable(sql) ? unsure.apply(sql) : failures.apply(sql);
            }
        }
        return problem;
    }

    private static StorageFailure conflict(RuntimeException problem) {
        return new StorageFailure(
                "conflict",
                "Somebody else changed this record after you opened it.",
                "Nothing was changed. Load it again, compare, and repeat your change.",
                "",
                problem);
    }

    @Override
    public synchronized void close() {
        if (factory != null) {
            factory.close();
        }
    }
}
