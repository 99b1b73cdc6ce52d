package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.countinghouse.catalog.CatalogFailure;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Test;

/** Whatever is broken in a document, lint tells it and never breaks itself. */
class PlanLintFuzzTest {
    private static final JsonNode PLAN = PlanLintTest.json("""
            {'code':'p','name':'P','currency':'EUR','interval':{'unit':'month','count':1},'trial_days':3,
             'fees':[{'code':'f','amount':'9.99'},{'code':'g','amount':'1'}],
             'charges':[
              {'code':'a','meter':'m','unit':{'divide_by':'1000','round':'up'},'free_units':'3','minimum':'1','maximum':'90',
               'price':{'model':'graduated','tiers':[{'up_to':'10','unit_amount':'1','flat_amount':'2'},
                 {'up_to':'20','unit_amount':'2'},{'up_to':null,'unit_amount':'3'}],
                 'adjustments':[{'when':{'meter':'m','above':'5'},'percent':'-10'}],
                 'versions':[{'from':'2026-05-01','price':{'model':'volume','tiers':[{'up_to':'5','unit_amount':'1'},{'unit_amount':'1'}]}}]}},
              {'code':'b','meter':'m','filter':{'x':['1','2']},'price':{'model':'matrix','dimensions':['x','y'],
                 'rows':[{'match':{'x':'1'},'unit_amount':'1'},{'match':{'x':'1','y':'2'},'unit_amount':'1'}]}},
              {'code':'c','meter':'m','price':{'model':'time_of_use','timezone':'Europe/Berlin','bands':[
                 {'code':'d','days':['mon'],'from':'07:00','to':'19:00','unit_amount':'1'}],'default_unit_amount':'1'}},
              {'code':'d','meter':'m','price':{'model':'allowance','included':'5','overage':{'price':{'model':'package','size':'10','amount':'1'}}}},
              {'code':'e','meter':'m','price':{'model':'formula','expression':'max(quantity, 2) * rate','variables':{'rate':'0.5'}}},
              {'code':'h','meter':'m','price':{'model':'percentage','rate':'2','minimum_per_event':'1','free_amount':'5'}},
              {'code':'r','meter':'m','price':{'model':'reserved','reserved_quantity':'5','upfront_amount':'9','on_demand':{'price':{'model':'per_unit','unit_amount':'1'}}}}],
             'commitment':{'minimum':'5','overage_factor':'1'},
             'quotas':[{'meter':'m','limit':'50','kind':'hard','warn_at':['80','120']}]}""");

    private static final List<JsonNode> VALUES = List.of(
            Json.parse("null"),
            Json.parse("\"\""),
            Json.parse("\"x\""),
            Json.parse("\"-1\""),
            Json.parse("0"),
            Json.parse("\"0.000000000001\""),
            Json.parse("\"99999999999999999999999999\""),
            Json.parse("1e400"),
            Json.parse("[]"),
            Json.parse("{}"),
            Json.parse("[null,\"a\",{}]"),
            Json.parse("{\"a.b\":\"1\",\"c[0]\":2}"),
            Json.parse("true"),
            Json.parse("\"volume\""),
            Json.parse("\"24:00\""));

    @Test
    void documentsBrokenAnywhereAreLookedThrough() {
        var random = new Random(20261121);
        for (int round = 0; round < 1500; round++) {
            JsonNode document = PLAN.deepCopy();
            for (int wounds = 1 + random.nextInt(4); wounds > 0; wounds--) {
                wound(document, random);
            }
            List<Finding> findings = PlanLint.check(document, LintContext.NOTHING);
            if (isRefused(document)) {
                assertThat(findings).as(document.toString()).anyMatch(finding -> finding.severity() == Severity.ERROR);
            }
        }
    }

    private static boolean isRefused(JsonNode document) {
        try {
            PlanJson.read(document);
            return false;
        } catch (CatalogFailure refused) {
            return true;
        }
    }

    private static void wound(JsonNode document, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(document, containers);
        JsonNode chosen = containers.get(random.nextInt(containers.size()));
        JsonNode value = VALUES.get(random.nextInt(VALUES.size()));
        if (chosen instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(3)) {
                case 0 -> array.remove(index);
                case 1 -> array.set(index, value);
                default -> array.add(array.get(index).deepCopy());
            }
        } else if (chosen instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(3)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name, value);
                default -> object.set("unknown.field[" + name + "]", value);
            }
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }
}
