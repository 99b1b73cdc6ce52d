package org.countinghouse.billing.tax;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.countinghouse.billing.tax.TaxNumbers.TaxNumber;
import org.countinghouse.security.AuditLog;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** How customers are taxed, and what registers say of their tax numbers. */
public final class CustomerTaxes {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Database database;
    private final TaxRegister register;
    private final Clock clock;

    public CustomerTaxes(Database database, TaxRegister register, Clock clock) {
        this.database = database;
        this.register = register;
        this.clock = clock;
    }

    /** The same on another database, for a look at what a change would do. */
    public CustomerTaxes on(Database other) {
        return new CustomerTaxes(other, register, clock);
    }

    /**
     * The last check of a customer's tax number.
     *
     * @param consultation the register's number of the inquiry; may be empty
     */
    public record Check(
            String taxId,
            String register,
            String answer,
            String detail,
            String name,
            String consultation,
            Instant at) {}

    /**
     * How a customer is taxed.
     *
     * @param wellWritten its tax number is written as those of its country are
     * @param check the last one of the number it has now; null = none was made
     */
    public record Standing(
            TaxProfile profile,
            boolean wellWritten,
            @Nullable Check check) {}

    /** @throws Failure {@code customer.missing} */
    public Standing of(String customer) {
        return database.read(connection -> {
            Party party = party(connection, customer);
            return new Standing(
                    party.profile(),
                    TaxNumbers.read(party.profile().country(), party.profile().taxId())
                            .isPresent(),
                    last(connection, party));
        });
    }

    /**
     * Says how a customer is taxed from now on; drafts that are made later follow it.
     *
     * @param reason as on invoices; must not be empty for an exemption
     * @param endsOn first day on which it no longer holds; null: for good
     * @throws Failure {@code customer.missing} or {@code tax.reason}
     */
    public void treat(String customer, TaxTreatment treatment, String reason, @Nullable LocalDate endsOn) {
        if (treatment == TaxTreatment.EXEMPT && reason.isBlank()) {
            throw new Failure(
                    "tax.reason",
                    "An exemption needs its reason, which stands on the invoice.",
                    "Name the law or the certificate. Nothing was changed.");
        }
        database.write(connection -> {
            Party party = party(connection, customer);
            try (var statement = connection.prepareStatement(
                    "insert into customer_tax (customer_id, treatment, reason, ends_on, set_at) values (?, ?, ?, ?, ?)")) {
                statement.setLong(1, party.id());
                statement.setString(2, treatment.code());
                statement.setString(3, reason.strip());
                statement.setObject(4, endsOn);
                statement.setTimestamp(5, Timestamp.from(clock.instant()));
                statement.executeUpdate();
            }
            var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("treatment", treatment.code())
                    .put("reason", reason.strip());
            AuditLog.append(connection, "tax.treat", "customer " + customer, detail.toString());
            Database.notify(connection, "customer", Long.toString(party.id()));
            return true;
        });
    }

    /**
     * Says where a customer is and what its tax number is; drafts that are made later follow it. What a register said of
     * another number holds no more.
     *
     * @param country ISO 3166-1 alpha-2; null: not known
     * @param taxId empty: none
     * @throws Failure {@code customer.missing} or {@code tax.country}
     */
    public void identify(String customer, @Nullable String country, String taxId) {
        if (country != null && !COUNTRIES.contains(country)) {
            throw new Failure(
                    "tax.country",
                    "\"" + country + "\" is no country.",
                    "Give its code of ISO 3166-1, two capital letters, for example DE. Nothing was changed.");
        }
        database.write(connection -> {
            Party party = party(connection, customer);
            try (var statement = connection.prepareStatement(
                    "update customer set country = ?, tax_id = ?, revision = revision + 1 where id = ?")) {
                statement.setString(1, country);
                statement.setString(2, taxId.strip());
                statement.setLong(3, party.id());
                statement.executeUpdate();
            }
            var detail = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("country", country)
                    .put("tax_id", taxId.strip());
            AuditLog.append(connection, "customer.tax-number", "customer " + customer, detail.toString());
            Database.notify(connection, "customer", Long.toString(party.id()));
            return true;
        });
    }

    /**
     * Asks the register about a customer's tax number and keeps the answer. Waits for the network, not within a
     * transaction. An outage is kept as such and changes nothing of how the customer is taxed.
     *
     * @throws Failure {@code customer.missing}, or {@code tax.number} when it is not written as a number of its country
     */
    public Check check(String customer) {
        Party party = database.read(connection -> party(connection, customer));
        TaxProfile profile = party.profile();
        TaxNumber number = TaxNumbers.read(profile.country(), profile.taxId())
                .orElseThrow(() -> new Failure(
                        "tax.number",
                        profile.taxId().isEmpty()
                                ? "Customer \"" + customer + "\" has no tax number."
                                : "\"" + profile.taxId() + "\" is not written like a VAT number of "
                                        + (profile.country() == null ? "its country" : profile.country()) + ".",
                        "Correct the number or the country of the customer. Nothing was asked."));
        Optional<TaxNumber> asking = TaxNumbers.read(profile.sellerCountry(), party.sellerNumber());
        TaxNumberAnswer answer = register.ask(number, asking.orElse(null));
        return database.write(connection -> {
            keep(connection, party, answer);
            Database.notify(connection, "customer", Long.toString(party.id()));
            Check kept = last(connection, party);
            if (kept == null) {
                throw new IllegalStateException("the check was not kept");
            }
            return kept;
        });
    }

    private void keep(Connection connection, Party party, TaxNumberAnswer answer) throws SQLException {
        try (var statement = connection.prepareStatement("""
                insert into tax_number_check (customer_id, tax_id, register, answer, detail, name, address, consultation,
                    checked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            statement.setLong(1, party.id());
            statement.setString(2, party.profile().taxId());
            statement.setString(3, register.name());
            String[] texts = switch (answer) {
                case TaxNumberAnswer.Valid valid ->
                    new String[] {"valid", "", valid.name(), valid.address(), valid.consultation()};
                case TaxNumberAnswer.Invalid invalid -> new String[] {"invalid", invalid.detail(), "", "", ""};
                case TaxNumberAnswer.Unavailable away -> new String[] {"unavailable", away.detail(), "", "", ""};
            };
            for (int index = 0; index < texts.length; index++) {
                statement.setString(4 + index, texts[index]);
            }
            statement.setTimestamp(9, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    private static @Nullable Check last(Connection connection, Party party) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select tax_id, register, answer, detail, name, consultation, checked_at from tax_number_check
                where customer_id = ? and tax_id = ? order by id desc limit 1""")) {
            statement.setLong(1, party.id());
            statement.setString(2, party.profile().taxId());
            try (var row = statement.executeQuery()) {
                return row.next()
                        ? new Check(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getString(6),
                                row.getTimestamp(7).toInstant())
                        : null;
            }
        }
    }

    /** @param sellerNumber the billing entity's own tax number */
    private record Party(long id, String sellerNumber, TaxProfile profile) {}

    private static Party party(Connection connection, String customer) throws SQLException {
        try (var statement = connection.prepareStatement("select c.id, e.tax_id, " + TaxProfile.SQL
                + " from customer c join billing_entity e on e.id = c.billing_entity_id where c.external_id = ?")) {
            statement.setString(1, customer);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new Failure(
                            "customer.missing",
                            "There is no customer \"" + customer + "\".",
                            "Check the id; it is the customer's own, not its name.");
                }
                return new Party(row.getLong(1), row.getString(2), TaxProfile.read(row.getString(3)));
            }
        }
    }
}
