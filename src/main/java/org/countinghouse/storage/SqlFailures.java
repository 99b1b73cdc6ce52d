package org.countinghouse.storage;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns the driver's exceptions into failures a person can act on (PostgreSQL documentation, appendix A). */
final class SqlFailures {
    private static final Pattern NAMED = Pattern.compile("(?:table|view|sequence|schema|function|database) (\\S+)$");
    private static final Pattern KEY = Pattern.compile("\\((.*?)\\)=\\((.*)\\)");

    private SqlFailures() {}

    /** @param place the server, as {@code host:port/database} */
    static StorageFailure of(SQLException problem, String place) {
        SQLException told = deepest(problem);
        String state = told.getSQLState() == null ? "" : told.getSQLState();
        return switch (state) {
            case "28P01", "28000" ->
                failure(
                        "database.sign-in",
                        "The database at " + place + " did not accept the user name or password.",
                        "Check both, and ask the owner of the database whether you may sign in.",
                        state,
                        problem);
            case "3D000" ->
                failure(
                        "database.missing",
                        "There is no database " + place + ".",
                        "Check its name, or ask the owner of the server to create it.",
                        state,
                        problem);
            case "42501" ->
                failure(
                        "database.permission",
                        "Your sign-in has no right for this: " + object(told) + ".",
                        "Nothing was changed. Ask an owner of the database for the group that may do it.",
                        state,
                        problem);
            case "40001", "40P01", "55P03" ->
                failure(
                        "database.busy",
                        "Somebody else was changing the same records at this moment.",
                        "Nothing was changed. Try again.",
                        state,
                        problem);
            case "23505" ->
                failure(
                        "database.duplicate",
                        "There already is a " + table(told) + key(told) + ".",
                        "Nothing was changed. Choose another value, or edit the one that exists.",
                        state,
                        problem);
            case "23503" ->
                failure(
                        "database.reference",
                        "A record that " + table(told) + key(told) + " refers to is missing, or is still in use.",
                        "Nothing was changed.",
                        state,
                        problem);
            case "23001", "23502", "23514", "23P01", "22001", "22003" ->
                failure(
                        "database.refused",
                        "The database refused a value" + constraint(told) + ".",
                        "Nothing was changed. Correct the value and try again.",
                        state,
                        problem);
            case "CH001" ->
                failure(
                        "period.locked",
                        "The period is locked: " + words(told) + ".",
                        "Nothing was changed. An admin can reopen it, with a reason.",
                        state,
                        problem);
            case "CH002" ->
                failure(
                        "subscription.billed",
                        "The change would touch what is billed already: " + words(told) + ".",
                        "Nothing was changed. Choose a day after the last billed period, or void that invoice first.",
                        state,
                        problem);
            case "CH003" ->
                failure(
                        "customer.erased",
                        "The customer was erased on request.",
                        "Nothing was changed, and nothing begins for it any more. Add it anew as another customer.",
                        state,
                        problem);
            case "53100" ->
                failure(
                        "database.disk-full",
                        "The disk of the database at " + place + " is full.",
                        "Free some space and try again: what was saved before is safe.",
                        state,
                        problem);
            case "53300" ->
                failure(
                        "database.full",
                        "The database at " + place + " has no free connection.",
                        "Close another program that uses it, or ask its owner for more connections.",
                        state,
                        problem);
            case "57014" ->
                failure(
                        "database.cancelled",
                        "The database stopped this before it was finished.",
                        "Nothing was changed. Try again, with a smaller range if it took long.",
                        state,
                        problem);
            case "25006" ->
                failure(
                        "database.read-only",
                        "The database at " + place + " takes no changes at the moment.",
                        "Nothing was changed. It may be a standby server or this may be a read-only view of it.",
                        state,
                        problem);
            default -> unreachable(told, state) ? outOfReach(problem, state, place) : other(problem, state, place);
        };
    }

    /** A commit whose answer never came: it may have happened. */
    static StorageFailure unsure(SQLException problem, String place) {
        return failure(
                "database.unsure",
                "The connection to the database at " + place + " broke while the change was being saved.",
                "It may have been saved or not: look before you do it again. Imports, billing runs and finalising may"
                        + " simply be repeated, they do nothing twice.",
                String.valueOf(problem.getSQLState()),
                problem);
    }

    static boolean unreachable(SQLException problem) {
        SQLException told = deepest(problem);
        return unreachable(told, told.getSQLState() == null ? "" : told.getSQLState());
    }

    private static boolean unreachable(SQLException told, String state) {
        return state.startsWith("08") || state.startsWith("57P") || told instanceof SQLTransientConnectionException;
    }

    private static StorageFailure outOfReach(SQLException problem, String state, String place) {
        return failure(
                "database.unreachable",
                "The database at " + place + " does not answer.",
                "Nothing was changed. Check the network and that the server runs; the program reconnects by itself.",
                state,
                problem);
    }

    private static StorageFailure other(SQLException problem, String state, String place) {
        return failure(
                "database.failed",
                "The database at " + place + " could not do this (" + (state.isEmpty() ? "no code" : state) + ").",
                "Nothing was changed. The log has the details.",
                state,
                problem);
    }

    /** The pool wraps what the server said. */
    private static SQLException deepest(SQLException problem) {
        SQLException told = problem;
        for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                told = sql;
            }
        }
        return told;
    }

    private static @Nullable ServerErrorMessage message(SQLException problem) {
        return problem instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
    }

    /** What a guard of our own says. */
    private static String words(SQLException problem) {
        ServerErrorMessage message = message(problem);
        return message == null || message.getMessage() == null ? "no reason given" : message.getMessage();
    }

    private static String object(SQLException problem) {
        ServerErrorMessage message = message(problem);
        String text = message == null || message.getMessage() == null ? "" : message.getMessage();
        Matcher named = NAMED.matcher(text);
        return named.find() ? named.group().replace('_', ' ') : "an object of the database";
    }

    private static String table(SQLException problem) {
        ServerErrorMessage message = message(problem);
        return message == null || message.getTable() == null
                ? "record"
                : message.getTable().replace('_', ' ');
    }

    private static String key(SQLException problem) {
        ServerErrorMessage message = message(problem);
        Matcher key = KEY.matcher(message == null || message.getDetail() == null ? "" : message.getDetail());
        return key.find() ? " with " + key.group(1).replace('_', ' ') + " = " + key.group(2) : "";
    }

    /** A guard of our own (a trigger) explains itself; a constraint is named. */
    private static String constraint(SQLException problem) {
        ServerErrorMessage message = message(problem);
        if (message == null) {
            return "";
        }
        if ("23001".equals(problem.getSQLState()) && message.getMessage() != null) {
            return ": " + message.getMessage();
        }
        String column = message.getColumn() == null ? "" : ", column " + message.getColumn();
        String rule = message.getConstraint() == null ? "" : ", rule " + message.getConstraint();
        return " in " + table(problem) + column + rule;
    }

    private static StorageFailure failure(
            String code, String message, String remedy, String state, SQLException problem) {
        return new StorageFailure(code, message, remedy, state, problem);
    }
}
