package org.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which meters a plan names, and which of its quotas limit the same thing. */
class MetersUsedTest {
    private static PlanDocument plan(String rest) {
        return PlanJson.read("{'code':'p','currency':'EUR',%s}".formatted(rest).replace('\'', '"'));
    }

    @Test
    void everyMeterIsFoundWhereItIsNamedFirst() {
        PlanDocument plan = plan("""
                'charges':[
                  {'code':'a','meter':'calls','price':{'model':'per_unit','unit_amount':'1',
                    'versions':[{'from':'2026-10-01','price':{'model':'formula','expression':'quantity * x','variables':{'x':'later'}}}],
                    'adjustments':[{'when':{'meter':'calls','above':'1'},'percent':'1'},{'when':{'meter':'uptime','below':'99'},'percent':'-10'}]}},
                  {'code':'b','meter':'bytes','price':{'model':'formula','expression':'k * seats','variables':{'k':'2.5','seats':'users'}}},
                  {'code':'c','meter':'calls','price':{'model':'allowance','included':'1','overage':{'price':
                    {'model':'formula','expression':'y','variables':{'y':'beyond'}}}}},
                  {'code':'d','meter':'calls','price':{'model':'reserved','reserved_quantity':'1','unit_amount':'1','on_demand':{'price':
                    {'model':'formula','expression':'z','variables':{'z':'burst'}}}}}],
                'quotas':[{'meter':'bytes','limit':'5','kind':'soft'},{'meter':'jobs','limit':'5','kind':'soft'}]""");

        assertThat(MetersUsed.by(plan).entrySet().stream().map(Object::toString))
                .containsExactly(
                        "calls=$.charges[0].meter",
                        "uptime=$.charges[0].price.adjustments[1].when.meter",
                        "later=$.charges[0].price.versions[0].price.variables.x",
                        "bytes=$.charges[1].meter",
                        "users=$.charges[1].price.variables.seats",
                        "beyond=$.charges[2].price.overage.price.variables.y",
                        "burst=$.charges[3].price.on_demand.price.variables.z",
                        "jobs=$.quotas[1].meter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'meter':'m','limit':'9','kind':'hard','window':'day','rolling':true,'per':'user' | true",
                "'meter':'n','limit':'5','kind':'soft','window':'day','rolling':true,'per':'user' | false",
                "'meter':'m','limit':'5','kind':'soft','window':'hour','rolling':true,'per':'user' | false",
                "'meter':'m','limit':'5','kind':'soft','window':'day','rolling':false,'per':'user' | false",
                "'meter':'m','limit':'5','kind':'soft','window':'day','rolling':true,'per':'team' | false",
                "'meter':'m','limit':'5','kind':'soft','window':'day','rolling':true | false"
            })
    void quotasOfTheSameScopeDifferInTheirLimitOnly(String other, boolean same) {
        PlanDocument plan = plan("'quotas':[{'meter':'m','limit':'5','kind':'soft','window':'day','rolling':true,"
                + "'per':'user'},{" + other + "}]");
        assertThat(plan.quotas().get(0).sameScope(plan.quotas().get(1))).isEqualTo(same);
        assertThat(plan.quotas().get(1).sameScope(plan.quotas().get(0))).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "YEAR,1,QUARTER,1,4",
        "YEAR,2,MONTH,1,24",
        "HALF_YEAR,1,QUARTER,2,1",
        "MONTH,1,MONTH,2,0",
        "QUARTER,1,MONTH,2,0",
        "WEEK,2,DAY,1,14",
        "DAY,1,HOUR,6,4",
        "WEEK,1,DAY,2,0",
        "YEAR,1,DAY,1,0",
        "DAY,30,MONTH,1,0"
    })
    void anIntervalIsSoManyOfAnother(Interval.Unit unit, int count, Interval.Unit part, int parts, int times) {
        assertThat(new Interval(unit, count).dividedInto(new Interval(part, parts)))
                .isEqualTo(times);
    }

    @Test
    void metersAreReadOneByOneOrAsAList() {
        String meter = "{\"code\":\"m\",\"aggregation\":\"sum\"}";
        assertThat(MeterJson.readAll(Json.parse(meter))).containsExactly(MeterJson.read(meter));
        assertThat(MeterJson.readAll(Json.parse("[" + meter + "," + meter + "]")))
                .hasSize(2)
                .containsOnly(MeterJson.read(meter));
        assertThat(Meter.of("m", Aggregation.SUM, null, null)).isEqualTo(MeterJson.read(meter));
    }
}
