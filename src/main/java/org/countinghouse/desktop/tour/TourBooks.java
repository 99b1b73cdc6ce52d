package org.countinghouse.desktop.tour;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.countinghouse.billing.SubscriptionList;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.billing.ThresholdRules;
import org.countinghouse.billing.UsageThresholds;
import org.countinghouse.billing.WantedChange;
import org.countinghouse.billing.currency.ExchangeRate;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.billing.currency.RateSource;
import org.countinghouse.billing.tax.CustomerTaxes;
import org.countinghouse.billing.tax.TaxNumberAnswer;
import org.countinghouse.billing.tax.TaxNumbers;
import org.countinghouse.billing.tax.TaxRates;
import org.countinghouse.billing.tax.TaxRegister;
import org.countinghouse.billing.tax.TaxTreatment;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.catalog.PriceModel;
import org.countinghouse.customers.BillingEntity;
import org.countinghouse.customers.BillingEntityChanges;
import org.countinghouse.customers.CustomerList;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Taxes, exchange rates, a second billing entity and changes to a subscription, as they come about in life. */
final class TourBooks {
    /** The plan that has thresholds. */
    static final String PLAN = "llm-business";

    private static final String SELLER = "main";

    private TourBooks() {}

    static void fill(Workspace workspace) {
        rates(workspace);
        numbers(workspace);
        currencies(workspace);
        new BillingEntityChanges(workspace.database(), workspace.clock())
                .add(
                        new BillingEntity(
                                "nordic",
                                "Countinghouse Nordic AB",
                                "Kungsgatan 12\n111 43 Stockholm",
                                "SE",
                                "SE556677889901",
                                "billing@nordic.example",
                                "IBAN SE45 5000 0000 0583 9825 7466",
                                20,
                                "NO-",
                                List.of()),
                        "NK-");
    }

    private static void rates(Workspace workspace) {
        var rates = new TaxRates(workspace.database(), workspace.clock());
        var germany = new TaxRates.Subject(SELLER, "DE", "", "VAT");
        rates.set(germany, LocalDate.parse("2020-07-01"), new BigDecimal("16"), false, "Lowered for half a year");
        rates.set(germany, LocalDate.parse("2021-01-01"), new BigDecimal("19"), false, "");
        rates.set(germany, LocalDate.parse("2025-01-01"), new BigDecimal("20"), false, "As the draft law has it");
        rates.set(
                new TaxRates.Subject(SELLER, "DE", "books", "VAT"),
                LocalDate.parse("2021-01-01"),
                new BigDecimal("7"),
                false,
                "Printed manuals");
        rates.set(
                new TaxRates.Subject(SELLER, "FR", "", "TVA"),
                LocalDate.parse("2014-01-01"),
                new BigDecimal("20"),
                false,
                "");
    }

    /** Each of the answers that a register gives. */
    private static void numbers(Workspace workspace) {
        var customers = CustomerList.of(workspace.database())
                .page(Filter.ALL.withSearch("acct-"), List.of(), null, 0, 4)
                .rows();
        var register = new Register();
        var taxes = new CustomerTaxes(workspace.database(), register, workspace.clock());
        taxes.identify(customers.get(0).externalId(), "FR", "FR40303265045");
        register.answer = new TaxNumberAnswer.Valid("Société Exemple SA", "Paris", "WAPIAAAAZ1b2c3D4");
        taxes.check(customers.get(0).externalId());
        taxes.identify(customers.get(1).externalId(), "AT", "ATU12345678");
        register.answer = new TaxNumberAnswer.Invalid("INVALID");
        taxes.check(customers.get(1).externalId());
        taxes.identify(customers.get(2).externalId(), "IT", "IT00743110157");
        register.answer = new TaxNumberAnswer.Unavailable("MS_UNAVAILABLE");
        taxes.check(customers.get(2).externalId());
        taxes.treat(
                customers.get(3).externalId(),
                TaxTreatment.EXEMPT,
                "Exempt: international organisation, certificate BZSt 4711",
                LocalDate.parse("2026-01-01"));
    }

    private static final class Register implements TaxRegister {
        private TaxNumberAnswer answer = new TaxNumberAnswer.Unavailable("");

        @Override
        public String name() {
            return "VIES";
        }

        @Override
        public TaxNumberAnswer ask(TaxNumbers.TaxNumber number, TaxNumbers.@Nullable TaxNumber asking) {
            return answer;
        }
    }

    private static void currencies(Workspace workspace) {
        var market = new RateSource() {
            @Override
            public String name() {
                return "Coinbase";
            }

            @Override
            public List<ExchangeRate> ofEuro(Set<String> wanted) {
                LocalDate day = LocalDate.parse("2024-10-02");
                return List.of(
                        new ExchangeRate("EUR", "USD", day, new BigDecimal("1.10513"), name()),
                        new ExchangeRate("EUR", "GBP", day, new BigDecimal("0.83271"), name()));
            }
        };
        var rates = new ExchangeRates(workspace.database(), List.of(market), workspace.clock());
        var file = new StringBuilder("<Envelope><Cube>");
        String[] days = {"2024-10-01", "2024-09-30", "2024-09-27", "2024-09-26", "2024-09-25"};
        for (int day = 0; day < days.length; day++) {
            file.append("<Cube time=\"%s\"><Cube currency=\"USD\" rate=\"1.1%03d\"/>"
                            .formatted(days[day], 67 + 31 * day))
                    .append("<Cube currency=\"GBP\" rate=\"0.83%02d\"/>".formatted(23 + 4 * day))
                    .append("<Cube currency=\"CHF\" rate=\"0.94%02d\"/></Cube>".formatted(11 + 7 * day));
        }
        file.append("</Cube></Envelope>");
        rates.load(
                new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)), "eurofxref-hist-90d.xml");
        rates.update(Set.of("USD", "GBP"));
        rates.set(
                "EUR",
                "USD",
                LocalDate.parse("2024-10-02"),
                new BigDecimal("1.1020"),
                "Agreed in the framework contract");
    }

    /** A subscription with a story. */
    static void changes(Workspace workspace, long subscription) {
        var changes = workspace.subscriptionChanges();
        long pause = changes.add(subscription, WantedChange.pause("Works council holiday"));
        changes.undo(pause, "They work on");
        changes.add(subscription, WantedChange.pause("Moving to another building"));
        ownPrice(workspace, subscription);
        new ThresholdRules(workspace.database(), workspace.clock())
                .set(
                        ThresholdRules.Subject.plan(PLAN),
                        LocalDate.parse("2024-10-02"),
                        new UsageThresholds(
                                List.of(new BigDecimal("500"), new BigDecimal("2000")), new BigDecimal("2500")),
                        "Large months are billed early");
    }

    /** A tenth off what its plan charges for, from the next period on. */
    private static void ownPrice(Workspace workspace, long subscription) {
        SubscriptionRow row = new SubscriptionList(workspace.database(), workspace.clock())
                .page(Filter.ALL.and("id", Filter.Operator.EQUALS, Long.toString(subscription)), List.of(), null, 0, 1)
                .rows()
                .getFirst();
        workspace.plans().versions().stream()
                .filter(version -> version.plan().equals(row.plan()) && version.number() == row.version())
                .flatMap(version -> version.document().charges().stream())
                .findFirst()
                .filter(charge -> charge.price().model() instanceof PriceModel.Matrix)
                .ifPresent(charge -> workspace
                        .subscriptionChanges()
                        .add(
                                subscription,
                                WantedChange.price(
                                        charge.code(),
                                        Json.text(PriceJson.write(Price.of(lowered((PriceModel.Matrix)
                                                charge.price().model())))),
                                        "Agreed for two years")));
    }

    private static PriceModel.Matrix lowered(PriceModel.Matrix matrix) {
        return new PriceModel.Matrix(
                matrix.dimensions(),
                matrix.rows().stream()
                        .map(row -> new PriceModel.Matrix.Row(
                                row.match(), row.unitAmount().multiply(new BigDecimal("0.9"))))
                        .toList(),
                matrix.defaultUnitAmount());
    }
}
