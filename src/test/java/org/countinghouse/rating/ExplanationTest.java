package org.countinghouse.rating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import org.countinghouse.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recomputes explanations by hand: every step from its own figures, and the line from its steps. */
class ExplanationTest {
    private static final String USAGE = """
            'feeds':{'f':[{'from':'2026-09-01T00:00:00Z','price':'0.31'},{'from':'2026-10-02T00:00:00Z','price':'0.17'}]},
            'subscription':{'start':'2026-10-01'},
            'usage':[{'time':'2026-10-01T10:00:00Z','event':'m','quantity':'40.5','properties':{'r':'eu'}},
                     {'time':'2026-10-02T10:00:00Z','event':'m','quantity':'80','properties':{'r':'us'}},
                     {'time':'2026-10-03T10:00:00Z','event':'n','quantity':'3'},
                     {'time':'2026-10-09T10:00:00Z','event':'m','quantity':'7.25','properties':{'r':'eu'}}]""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'price':{'model':'flat','amount':'1.505'}",
                "'price':{'model':'per_unit','unit_amount':'0.333'},'unit':{'divide_by':'8'},'free_units':'2'",
                "'price':{'model':'graduated','tiers':[{'up_to':'50','unit_amount':'1.1','flat_amount':'2'},{'up_to':null,'unit_amount':'0.000123'}]}",
                "'price':{'model':'volume','tiers':[{'up_to':'50','unit_amount':'1'},{'up_to':null,'unit_amount':'0.7','flat_amount':'3'}]}",
                "'price':{'model':'package','size':'5','amount':'0.25'},'discount_percent':'12.5'",
                "'price':{'model':'percentage','rate':'2.9','fixed_amount':'0.30','free_amount':'60','maximum_per_event':'2'}",
                "'price':{'model':'graduated_percentage','tiers':[{'up_to':'100','rate':'5','flat_amount':'1'},{'up_to':null,'rate':'2'}]}",
                "'price':{'model':'matrix','dimensions':['r'],'rows':[{'match':{'r':'eu'},'unit_amount':'0.003'}],'default_unit_amount':'1'},'free_units':'41'",
                "'price':{'model':'time_of_use','bands':[{'days':['thu'],'from':'07:00','to':'24:00','unit_amount':'3'}],'default_unit_amount':'1'}",
                "'price':{'model':'spot','feed':'f','multiplier':'1.1','cap':'0.3'}",
                "'price':{'model':'reserved','reserved_quantity':'10','unit_amount':'1','upfront_amount':'5','on_demand':{'price':{'model':'per_unit','unit_amount':'2'}}}",
                "'price':{'model':'allowance','included':'10.5','overage':{'price':{'model':'volume','tiers':[{'up_to':null,'unit_amount':'2'}]}}},'maximum':'100'",
                "'price':{'model':'cost_plus','markup_percent':'20','fixed_per_unit':'0.01'}",
                "'price':{'model':'formula','expression':'quantity * n / 7','variables':{'n':'n'}}",
                "'price':{'model':'per_unit','unit_amount':'1','versions':[{'from':'2026-10-02','price':{'model':'per_unit','unit_amount':'2.5'}}]},'bucket':'day','free_units':'50'"
            })
    void stepsGiveTheLine(String charge) {
        JsonNode line = Rated.charge(charge, USAGE).line(0);
        BigDecimal amount = amountOf(line.get("explanation"));
        assertThat(amount).isEqualByComparingTo(decimal(line, "exact"));
        JsonNode round = line.get("explanation").get(line.get("explanation").size() - 1);
        assertThat(round.get("step").asText()).isEqualTo("round");
        assertThat(round.get("from")).isEqualTo(line.get("exact"));
        assertThat(decimal(round, "value")).isEqualByComparingTo(decimal(line, "amount"));
        var steps = ExplanationJson.read(line.get("explanation"), "explanation");
        assertThat(Json.parse(ExplanationJson.text(steps))).isEqualTo(line.get("explanation"));
        assertThat(ExplanationJson.write(steps)).isEqualTo(line.get("explanation"));
    }

    private static BigDecimal amountOf(JsonNode steps) {
        BigDecimal amount = BigDecimal.ZERO;
        for (JsonNode step : steps) {
            switch (step.get("step").asText()) {
                case "price" -> amount = amount.add(priced(step));
                case "part" -> {
                    assertThat(amountOf(step.get("steps"))).isEqualByComparingTo(decimal(step, "amount"));
                    amount = amount.add(decimal(step, "amount"));
                }
                case "sum" -> assertThat(decimal(step, "amount")).isEqualByComparingTo(amount);
                case "discount", "maximum" -> {
                    assertThat(decimal(step, "from")).isEqualByComparingTo(amount);
                    amount = decimal(step, "value");
                }
                default -> {}
            }
        }
        return amount;
    }

    private static BigDecimal priced(JsonNode step) {
        BigDecimal amount = decimal(step, "amount");
        if (step.has("unit_amount")) {
            BigDecimal units = step.has("packages") ? decimal(step, "packages") : decimal(step, "quantity");
            BigDecimal flat = step.has("flat_amount") ? decimal(step, "flat_amount") : BigDecimal.ZERO;
            assertThat(units.multiply(decimal(step, "unit_amount")).add(flat)).isEqualByComparingTo(amount);
        }
        return amount;
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return new BigDecimal(node.get(field).asText());
    }

    /** The worked line of the pricing contract, section 5, with the fields that came to it. */
    @Test
    void contractExample() {
        StringBuilder readings = new StringBuilder();
        for (int hour = 0; hour < 118; hour++) {
            readings.append(hour == 0 ? "" : ",")
                    .append(
                            "{'meter':'api_requests','from':'2026-10-%02dT%02d:00:00Z','quantity':'%d','properties':{'service_id':'web'}}"
                                    .formatted(2 + hour / 24, hour % 24, hour == 0 ? 122345 - 117 * 1000 : 1000));
        }
        Rated rated = Rated.of("""
                {'plan':{'code':'pro','currency':'USD','charges':[{'code':'api','name':'API requests','meter':'api_requests',
                   'group_by':['service_id'],'unit':{'divide_by':'1000','round':'up'},'free_units':'10',
                   'price':{'model':'per_unit','unit_amount':'0.01'},'tax_category':'standard'}]},
                 'meters':[{'code':'api_requests','aggregation':'sum','unit':'requests'}],
                 'subscription':{'start':'2026-10-01','end':null,'timezone':'Europe/Berlin'},
                 'period':{'from':'2026-10-01','to':'2026-11-01'},'readings':[%s],
                 'taxes':[{'code':'VAT','rate':'19','category':'standard'}]}""".formatted(readings));
        assertThat(rated.result()).isEqualTo(Rated.json("""
                        {'currency':'USD','lines':[{'kind':'usage','charge':'api','meter':'api_requests','name':'API requests',
                          'group':{'service_id':'web'},'quantity':'113','unit':'1000 requests','exact':'1.13','amount':'1.13',
                          'discount':'0.00','credit':'0.00','net':'1.13','explanation':[
                           {'step':'aggregate','text':'122,345 requests in 118 hourly readings','value':'122345'},
                           {'step':'convert','text':'per 1000, rounded up','mode':'up','divide_by':'1000','exact':'122.345','value':'123'},
                           {'step':'free','quantity':'10','value':'113'},
                           {'step':'price','quantity':'113','unit_amount':'0.01','amount':'1.13'},
                           {'step':'round','from':'1.13','value':'1.13'}],
                           'tax_explanation':[{'step':'tax_added','text':'VAT, rounded on the invoice','net':'1.13','rate':'19','amount':'0.2147'}]}],
                         'subtotal':'1.13','discounts':'0.00','credits':'0.00','net':'1.13',
                         'taxes':[{'code':'VAT','rate':'19','base':'1.13','amount':'0.21'}],'tax':'0.21','total':'1.34',
                         'prepaid':'0.00','due':'1.34','problems':[]}"""));
    }

    @Test
    void roundingOfAGivenTotalIsExplained() {
        String request = Rated.request("'price':{'model':'per_unit','unit_amount':'1'}", "'quantities':{'m':'36.68'}");
        Rated rated = Rated.of(request.replace(
                "'code':'m','aggregation':'sum'",
                "'code':'m','rounding':{'mode':'half_up','scale':1},'aggregation':'sum'"));
        JsonNode step = rated.line(0).get("explanation").get(1);
        assertThat(step.get("step").asText()).isEqualTo("round_meter");
        assertThat(step.get("value").asText()).isEqualTo("36.7");
    }

    @Test
    void resultIsTheSameInEveryLocale() {
        String charge = "'price':{'model':'per_unit','unit_amount':'0.01'}";
        JsonNode here = Rated.charge(charge, "'quantities':{'m':'1234567.5'}").result();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Rated.charge(charge, "'quantities':{'m':'1234567.5'}").result())
                    .isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }
}
