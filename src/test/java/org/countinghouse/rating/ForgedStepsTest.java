package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each forged figure is found at its own step, for its own reason, and not only because a later sum does not fit. */
class ForgedStepsTest {
    private static final String EVENT = "'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'10'}]";
    private static final String FEED = "'feeds':{'f':[{'from':'2026-09-01T00:00:00Z','price':'2'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'model':'spot','feed':'f','floor':'3'} | price | market_price=3;unbounded=3 | price.floor: above the price, not 3",
                "{'model':'spot','feed':'f','cap':'1'} | price | market_price=1;unbounded=1 | price.cap: below the price, not 1",
                "{'model':'percentage','rate':'10','minimum_per_event':'3'} | price | quantity=30;unbounded=3 | price.minimum: above the product, not 3",
                "{'model':'percentage','rate':'10','maximum_per_event':'0.5'} | price | quantity=5;unbounded=0.5 | price.maximum: below the product, not 0.5",
                "{'model':'per_unit','unit_amount':'1'},'maximum':'4' | maximum | maximum=10;left=10;value=10 | maximum.from: more than is left, not 10",
                "{'model':'package','size':'5','amount':'25'} | price | size=0 | price.size: above zero, not 0",
                "{'model':'formula','expression':'quantity * k','variables':{'k':'3'}} | variable | bonus=1 | variable.bonus: none, not 1",
                "{'model':'formula','expression':'quantity / k','variables':{'k':'3'}} | variable | text=constant 0;value=0 | price.text: a formula, not divides by zero in its formula.",
                "{'model':'formula','expression':'quantity * k','variables':{'k':'3'}} | variable | text=constant x | variable.text: a constant, not constant x",
                "{'model':'graduated','tiers':[{'up_to':'6','unit_amount':'1'},{'unit_amount':'1'}]} | price | quantity=8;amount=8 | price.quantity: no more than 6 together, not 8",
                "{'model':'graduated','tiers':[{'up_to':'6','unit_amount':'1'},{'unit_amount':'1'}]} | price | text=tier up to x | price.text: the tier's bound, not tier up to x",
                "{'model':'graduated','tiers':[{'up_to':'2','unit_amount':'1'},{'up_to':'6','unit_amount':'1'},{'unit_amount':'1'}]} | price | quantity=1;amount=1 | price.quantity: 2, not 1"
            })
    void aForgedFigureOfAPriceIsFound(String price, String name, String changes, String found) {
        JsonNode line = Rated.charge("'price':" + price, EVENT + "," + FEED).line(0);
        assertThat(verified(line)).isEqualTo("fine");
        change(step(line, name, 0), changes);
        assertThat(verified(line)).isEqualTo(found);
    }

    /** The free units that one day leaves are those of the next; nothing left is a figure too. */
    @Test
    void freeUnitsAreHandedOnFromPartToPart() {
        String usage = "'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'4'},"
                + "{'time':'2026-10-03T00:00:00Z','event':'m','quantity':'10'},"
                + "{'time':'2026-10-04T00:00:00Z','event':'m','quantity':'5'}]";
        String charge = "'bucket':'day','free_units':'10','price':{'model':'per_unit','unit_amount':'1'}";
        for (String forged : List.of("1|quantity=7;value=3|6, not 7", "2|quantity=2;value=3|0, not 2")) {
            String[] parts = forged.split("\\|", -1);
            JsonNode line = Rated.charge(charge, usage).line(0);
            assertThat(verified(line)).isEqualTo("fine");
            change(step(line, "free", Integer.parseInt(parts[0])), parts[1]);
            assertThat(verified(line)).isEqualTo("free.quantity: " + parts[2]);
        }
    }

    @Test
    void whatIsTakenOffIsCheckedUnitByUnit() {
        String rest = "'quantities':{'m':'10'},'coupons':[{'code':'TEN','percent':'10'}],"
                + "'taxes':[{'code':'VAT','rate':'5'},{'code':'VAT','rate':'5','compound':true}]";
        String charge = "'price':{'model':'per_unit','unit_amount':'1'}";
        JsonNode units = Rated.charge(charge, rest).line(0);
        assertThat(verified(units)).isEqualTo("fine");
        change(step(units, "coupon", 0), "extra=0.02");
        assertThat(verified(units)).isEqualTo("coupon.extra: nothing or 0.01, not 0.02");
        JsonNode more = Rated.charge(charge, rest).line(0);
        change(step(more, "coupon", 0), "bonus=1");
        assertThat(verified(more)).isEqualTo("coupon.bonus: none, not 1");
        JsonNode taxes = Rated.charge(charge, rest).line(0);
        change((ObjectNode) taxes.at("/tax_explanation/0/steps/0"), "bonus=1");
        assertThat(verified(taxes)).endsWith(".bonus: none, not 1");
    }

    /** One part of the usage is below zero while the whole is not, or comes to nothing. */
    @Test
    void aPartBelowZeroIsBelowZero() {
        String matrix = "'price':{'model':'matrix','dimensions':['r'],'rows':[{'match':{'r':'eu'},'unit_amount':'1'}],"
                + "'default_unit_amount':'3'}";
        String usage = "'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'%s','properties':{'r':'eu'}},"
                + "{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'-5','properties':{'r':'us'}}]";
        JsonNode line = Rated.charge(matrix, usage.formatted("7")).line(0);
        assertThat(line.get("amount").asText()).isEqualTo("7.00");
        assertThat(verified(line)).isEqualTo("fine");
        assertThat(step(line, "below_zero", 0).get("quantity").asText()).isEqualTo("-5");
        change(step(line, "aggregate", 0), "value=7");
        change(step(line, "below_zero", 0), "quantity=0");
        assertThat(verified(line)).isEqualTo("below_zero.quantity: below zero, not 0");

        JsonNode nothing = Rated.charge(matrix, usage.formatted("5")).line(0);
        assertThat(nothing.get("amount").asText()).isEqualTo("5.00");
        assertThat(verified(nothing)).isEqualTo("fine");
    }

    @Test
    void aFigureTooManyInAPartMeasuredByItselfIsFound() {
        JsonNode line = Rated.of("""
                {'plan':{'code':'p','currency':'USD','charges':[{'code':'c','meter':'m','price':{'model':'matrix',
                   'dimensions':['r'],'rows':[{'match':{'r':'eu'},'unit_amount':'1'}],'default_unit_amount':'3'}}]},
                 'meters':[{'code':'m','aggregation':'max'}],'period':{'from':'2026-10-01','to':'2026-11-01'},
                 'usage':[{'time':'2026-10-02T00:00:00Z','event':'m','quantity':'7','properties':{'r':'eu'}},
                   {'time':'2026-10-02T00:00:00Z','event':'m','quantity':'5','properties':{'r':'us'}}]}""").line(0);
        assertThat(line.get("amount").asText()).isEqualTo("22.00");
        assertThat(verified(line)).isEqualTo("fine");
        change(step(line, "price", 1), "bonus=1");
        assertThat(verified(line)).isEqualTo("price.bonus: none, not 1");
    }

    private static String verified(JsonNode line) {
        return ExplanationVerifier.verify(line, CurrencyUnit.USD)
                .map(found -> found.step() + found.path().substring(found.path().lastIndexOf('.')) + ": "
                        + found.expected() + ", not " + found.found())
                .orElse("fine");
    }

    private static ObjectNode step(JsonNode line, String name, int number) {
        return (ObjectNode) line.findParents("step").stream()
                .filter(step -> step.get("step").asText().equals(name))
                .toList()
                .get(number);
    }

    private static void change(ObjectNode step, String changes) {
        for (String change : changes.split(";", -1)) {
            String[] figure = change.split("=", -1);
            step.put(figure[0], figure[1]);
        }
    }
}
