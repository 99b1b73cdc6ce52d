package org.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanJsonTest {
    /** The plan document of the pricing contract. */
    private static final String PRO = """
            {"code":"pro","name":"Professional","currency":"USD",
             "interval":{"unit":"month","count":1},"anchor":"calendar","trial_days":0,
             "rounding":{"mode":"half_up","per":"line"},"tax_rounding":"invoice",
             "fees":[{"code":"base","name":"Base fee","amount":"99.99","quantity":"1","timing":"advance","proration":"day"}],
             "charges":[{"code":"api","name":"API requests","meter":"api_requests","timing":"arrears",
               "filter":{"region":["eu","us"]},"group_by":["service_id"],
               "unit":{"divide_by":"1000","round":"up"},"free_units":"10",
               "price":{"model":"per_unit","unit_amount":"0.01"},
               "discount_percent":"0","maximum":null,"minimum":null,"tax_category":"standard"}],
             "commitment":{"minimum":"500.00","overage_factor":"1"},
             "quotas":[{"meter":"api_requests","limit":"50000","kind":"soft","warn_at":["80","100"]}]}""";

    @Test
    void contractDocumentReadsAndWritesTheSame() {
        PlanDocument plan = PlanJson.read(PRO);
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
        assertThat(PlanJson.write(PlanJson.read(PlanJson.write(plan)))).isEqualTo(PlanJson.write(plan));
        assertThat(plan.fees().getFirst().amount().toPlainString()).isEqualTo("99.99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'meter':'m','limit':'5','kind':'hard','warn_at':['80']}",
                "{'meter':'m','limit':'5','kind':'soft','warn_at':[],'window':'day','overage':'allowed','feature':'scans'}",
                "{'meter':'m','limit':'5.50','kind':'hard','warn_at':[],'window':'minute','rolling':true,'per':'user_id'}"
            })
    void everyQuotaIsWrittenAsItWasRead(String quota) {
        var plan = Json.parse(
                "{'code':'p','currency':'EUR','quotas':[%s]}".formatted(quota).replace('\'', '"'));
        assertThat(PlanJson.write(PlanJson.read(plan)).get("quotas").get(0))
                .isEqualTo(Json.parse(quota.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'kind':'hard','overage':'billed' | quota.overage",
                "'kind':'soft','overage':'refused' | quota.overage",
                "'rolling':true | quota.rolling_period",
                "'window':'fortnight' | document.bad_value"
            })
    void contradictoryQuotasAreRefused(String fields, String code) {
        var plan = Json.parse("{'code':'p','currency':'EUR','quotas':[{'meter':'m','limit':'5',%s}]}"
                .formatted(fields)
                .replace('\'', '"'));
        assertThatThrownBy(() -> PlanJson.read(plan))
                .isInstanceOfSatisfying(
                        CatalogFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'flat','amount':'1.50'}",
                "{'model':'graduated','tiers':[{'up_to':'5.5','unit_amount':'1','flat_amount':'2'},{'up_to':null,'unit_amount':'0.000123'}],'flat_at_zero':false}",
                "{'model':'volume','tiers':[{'up_to':null,'unit_amount':'0'}]}",
                "{'model':'package','size':'5','amount':'25','round':'down'}",
                "{'model':'percentage','rate':'2.9','fixed_amount':'0.30','free_events':'3','free_amount':'500','minimum_per_event':'0.1','maximum_per_event':'9'}",
                "{'model':'graduated_percentage','tiers':[{'up_to':'100','rate':'5'},{'up_to':null,'rate':'2'}]}",
                "{'model':'matrix','dimensions':['model','token'],'rows':[{'match':{'model':'a','token':'in'},'unit_amount':'0.000003'}],'default_unit_amount':'1'}",
                "{'model':'time_of_use','timezone':'Europe/Berlin','bands':[{'code':'peak','days':['mon','tue'],'from':'07:00','to':'24:00','unit_amount':'1'}]}",
                "{'model':'time_of_use','bands':[{'code':'night','days':['sat'],'from':'22:30','to':'05:45','unit_amount':'1'}],'default_unit_amount':'3'}",
                "{'model':'spot','feed':'f','multiplier':'1.1','floor':'0','cap':'9'}",
                "{'model':'reserved','reserved_quantity':'10','unit_amount':'1','upfront_amount':'5','upfront':'spread','term':{'unit':'year','count':1},'on_demand':{'price':{'model':'per_unit','unit_amount':'2'}}}",
                "{'model':'allowance','included':'10','overage':{'price':{'model':'per_unit','unit_amount':'2'}}}",
                "{'model':'cost_plus','markup_percent':'20','fixed_per_unit':'0.01'}",
                "{'model':'formula','expression':'min(quantity, k) * 2','variables':{'k':'10'}}",
                "{'model':'per_unit','unit_amount':'1','versions':[{'from':'2026-10-16','price':{'model':'flat','amount':'1'}},{'from':'2026-10-17T00:00:00Z','price':{'model':'flat','amount':'2'}}],'adjustments':[{'when':{'meter':'sla','below':'99.9'},'percent':'-10'}]}"
            })
    void everyModelReadsAndWritesTheSame(String text) {
        Price price = PriceJson.read(Json.parse(text.replace('\'', '"')));
        assertThat(PriceJson.read(PriceJson.write(price))).isEqualTo(price);
        assertThat(PriceJson.write(price)).isEqualTo(Json.parse(text.replace('\'', '"')));
    }

    /** Zero is left out where it is the default, unless it was written with decimals. */
    @Test
    void zeroIsWrittenDigitForDigit() {
        String tiers =
                "{'model':'volume','tiers':[{'up_to':null,'unit_amount':'1','flat_amount':'%s'}]}".replace('\'', '"');
        assertThat(PriceJson.write(PriceJson.read(Json.parse(tiers.formatted("0.00"))))
                        .at("/tiers/0/flat_amount")
                        .asText())
                .isEqualTo("0.00");
        assertThat(PriceJson.write(PriceJson.read(Json.parse(tiers.formatted("0"))))
                        .at("/tiers/0")
                        .has("flat_amount"))
                .isFalse();
        JsonNode zero = PlanJson.write(PlanJson.read(PRO.replace("\"10\"", "\"0\"")));
        assertThat(zero.at("/charges/0").has("free_units")).isFalse();
        JsonNode decimals = PlanJson.write(PlanJson.read(PRO.replace("\"10\"", "\"0.00\"")));
        assertThat(decimals.at("/charges/0/free_units").asText()).isEqualTo("0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"versions", "adjustments"})
    void aPriceInsideAnotherHasNoneOfItsOwn(String field) {
        var price = Json.parse(
                "{'model':'allowance','included':'1','overage':{'price':{'model':'per_unit','unit_amount':'1','%s':[]}}}"
                        .formatted(field)
                        .replace('\'', '"'));
        assertThatThrownBy(() -> PriceJson.read(price))
                .isInstanceOfSatisfying(
                        CatalogFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo("plan.misplaced_field"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'currency':'USD' | 'currency':'XYZ' | plan.unknown_currency | $.currency",
                "'unit_amount':'0.01' | 'unit_amount':'0.0000000000001' | document.bad_number | $.charges[0].price.unit_amount",
                "'unit_amount':'0.01' | 'unit_amount':'1,5' | document.bad_number | $.charges[0].price.unit_amount",
                "'unit_amount':'0.01' | 'unit_amout':'0.01' | document.unknown_field | $.charges[0].price.unit_amout",
                "'model':'per_unit' | 'model':'per_moon' | plan.unknown_model | $.charges[0].price.model",
                "'model':'per_unit','unit_amount':'0.01' | 'model':'volume','tiers':[{'up_to':'5'},{'up_to':'5'},{'up_to':null}] | plan.bad_tiers | $.charges[0].price.tiers[1].up_to",
                "'model':'per_unit','unit_amount':'0.01' | 'model':'volume','tiers':[{'up_to':'5'}] | plan.bad_tiers | $.charges[0].price.tiers[0].up_to",
                "'model':'per_unit','unit_amount':'0.01' | 'model':'formula','expression':'1 + ' | plan.bad_formula | $.charges[0].price.expression",
                "'unit':'month' | 'unit':'fortnight' | plan.unknown_interval | $.interval.unit",
                "'amount':'99.99' | 'amount':1e999999999 | document.bad_number | $.fees[0].amount"
            })
    void mistakesAreNamedWithTheirPlace(String good, String bad, String code, String path) {
        String text = PRO.replace('"', '\'').replace(good, bad).replace('\'', '"');
        assertThatThrownBy(() -> PlanJson.read(text)).isInstanceOfSatisfying(CatalogFailure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.path()).isEqualTo(path);
        });
    }

    @Test
    void numbersAreReadFromTheirText() {
        PlanDocument plan =
                PlanJson.read(PRO.replace("\"0.01\"", "0.010").replace("\"99.99\"", "123456789012345678.123456789012"));
        assertThat(plan.fees().getFirst().amount().toPlainString()).isEqualTo("123456789012345678.123456789012");
        assertThat(((PriceModel.PerUnit) plan.charges().getFirst().price().model())
                        .unitAmount()
                        .toPlainString())
                .isEqualTo("0.010");
    }

    /** No field of the head, a fee, a charge, the commitment or a quota is lost, each at another value than its default. */
    @Test
    void everyFieldIsWritten() {
        String text = """
                {"code":"p","name":"P","currency":"EUR","interval":{"unit":"week","count":2},"anchor":"anniversary",
                 "trial_days":7,"rounding":{"mode":"up","per":"tier"},"tax_rounding":"invoice","tax_inclusive":true,
                 "fees":[{"code":"f","name":"F","amount":"5.50","quantity":"3","timing":"arrears","proration":"none",
                   "tax_category":"reduced"}],
                 "charges":[{"code":"c","name":"C","meter":"m","timing":"arrears","free_units":"2.0",
                   "price":{"model":"per_unit","unit_amount":"1"},"discount_percent":"12.5","maximum":"90","minimum":"9",
                   "prorate":true,"tax_category":"reduced"}],
                 "commitment":{"minimum":"100","overage_factor":"1.2","prorate":true,"tax_category":"reduced"},
                 "quotas":[{"meter":"m","limit":"10","kind":"soft","warn_at":["50"],"window":"day","rolling":true,
                   "overage":"allowed","feature":"scans","per":"user_id"}]}""";
        JsonNode document = Json.parse(text);

        JsonNode written = PlanJson.write(PlanJson.read(text));

        document.properties()
                .forEach(field -> assertThat(written.get(field.getKey()))
                        .as(field.getKey())
                        .isEqualTo(field.getValue()));
        assertThat(PlanJson.write(PlanJson.read(written.toString()))).isEqualTo(written);
    }

    @Test
    void metersReadAndWriteTheSame() {
        Meter meter = MeterJson.read("""
                {"code":"core_hours","name":"Core hours","event":"cpu","aggregation":"sum","unit":"core-hours",
                 "rounding":{"mode":"ceil","scale":-1},"filters":{"region":["eu"]},"carry_over":true,
                 "quantity":{"multiply":["cpu_cores","duration_seconds"],"divide_by":"3600"},"dimensions":["service_id"]}""");
        assertThat(MeterJson.read(MeterJson.write(meter))).isEqualTo(meter);
    }
}
