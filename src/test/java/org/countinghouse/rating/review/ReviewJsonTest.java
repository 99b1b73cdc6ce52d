package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanDocument;
import org.countinghouse.catalog.PlanJson;
import org.junit.jupiter.api.Test;

class ReviewJsonTest {
    private static PlanDocument plan(String rest) {
        return PlanJson.read(PlanLintTest.json("{'code':'p','currency':'EUR'," + rest + "}"));
    }

    @Test
    void findingsHaveTheirPlaceAndAnExample() {
        var meters = MeterJson.readAll(PlanLintTest.json("[{'code':'m','aggregation':'sum'}]"));
        var findings = PlanLint.check(PlanLintTest.json("""
                        {'code':'p','currency':'EUR','fees':[{'code':'f','amount':'1.005'}],
                         'charges':[{'code':'c','meter':'m','price':{'model':'volume','tiers':[
                           {'up_to':'10','unit_amount':'1'},{'unit_amount':'0.5'}]}}]}"""), new LintContext(meters, List.of(), List.of()));

        var json = ReviewJson.findings(findings);

        assertThat(json.path("errors").asLong()).isEqualTo(ReviewJson.count(findings, Severity.ERROR));
        assertThat(json.path("warnings").asLong())
                .isEqualTo(findings.size() - ReviewJson.count(findings, Severity.ERROR))
                .isPositive();
        assertThat(json.path("findings")).hasSameSizeAs(findings);
        var cliff = json.path("findings")
                .valueStream()
                .filter(each -> each.path("example").size() > 0)
                .findFirst()
                .orElseThrow();
        assertThat(cliff.path("severity").asText()).isEqualTo("warning");
        assertThat(cliff.path("path").asText()).startsWith("$.charges[0]");
        assertThat(cliff.path("message").asText()).isNotBlank();
        assertThat(cliff.path("example").get(0)).isEqualTo(PlanLintTest.json("{'quantity':'10','amount':'10.00'}"));
        var decimals = json.path("findings")
                .valueStream()
                .filter(each -> each.path("path").asText().startsWith("$.fees[0]"))
                .findFirst()
                .orElseThrow();
        assertThat(decimals.path("code").asText()).isEqualTo("amount.decimals");
    }

    @Test
    void differencesAreChangesCrossingsAndATable() {
        String charge = "'charges':[{'code':'api','name':'Requests','meter':'m','price':%s}]";
        var before = plan(charge.formatted("{'model':'per_unit','unit_amount':'0.10'}"));
        var after = plan(charge.formatted("{'model':'graduated','tiers':[{'unit_amount':'0.05','flat_amount':'5'}]}")
                + ",'fees':[{'code':'s','name':'Seats','amount':'5'}]");

        var json = ReviewJson.diff(PlanDiff.between(before, after, Map.of()));

        assertThat(json.path("changes"))
                .contains(PlanLintTest.json("""
                {'kind':'added','path':'$.fees[0]','message':'Fee \\\\'Seats\\\\' is new: 5.00 EUR.','field':null,
                 'before':null,'after':'5.00 EUR'}""".replace("\\\\'", "\\'")), PlanLintTest.json("""
                {'kind':'changed','path':'$.charges[0].price.model',
                 'message':'Charge \\'Requests\\': price model per_unit -> graduated.','field':'model',
                 'before':'per_unit','after':'graduated'}"""));
        var comparison = json.path("comparisons").get(0);
        assertThat(comparison.path("charge").asText()).isEqualTo("api");
        assertThat(comparison.path("name").asText()).isEqualTo("Requests");
        assertThat(comparison.path("of").isNull()).isTrue();
        assertThat(comparison.path("start").asText()).isEqualTo("dearer");
        assertThat(comparison.path("crossings")).containsExactly(PlanLintTest.json("""
                {'from':'dearer','to':'cheaper','at':'100',
                 'below':{'quantity':'99','before':'9.90','after':'9.95'},
                 'above':{'quantity':'101','before':'10.10','after':'10.05'}}"""));
        assertThat(comparison.path("table"))
                .contains(PlanLintTest.json("{'quantity':'100','before':'10.00','after':'10.00'}"));
        assertThat(comparison.path("complete").asBoolean()).isTrue();
        assertThat(json.path("comparisons").get(1).path("of").asText()).isEqualTo("fees");
        assertThat(json.path("not_compared").isEmpty()).isTrue();
    }

    @Test
    void whatJumpsPastTheOtherHasNoMeetingPoint() {
        String charge = "'charges':[{'code':'api','meter':'m','price':{'model':'packages','amount':'%s','size':'%s'}}]"
                .replace("packages", "package");
        var json = ReviewJson.diff(
                PlanDiff.between(plan(charge.formatted("3", "10")), plan(charge.formatted("5", "25")), Map.of()));

        var comparison = json.path("comparisons").get(0);
        assertThat(comparison.path("complete").asBoolean()).isFalse();
        assertThat(comparison.path("crossings").get(0).path("at").isNull()).isTrue();
    }

    @Test
    void whatIsNotComparedIsNamed() {
        String charge = "'charges':[{'code':'api','name':'Requests','meter':'m',"
                + "'price':{'model':'spot','feed':'f','multiplier':'%s'}}]";

        var json =
                ReviewJson.diff(PlanDiff.between(plan(charge.formatted("1")), plan(charge.formatted("2")), Map.of()));

        assertThat(json.path("comparisons").isEmpty()).isTrue();
        assertThat(json.path("not_compared")).isEqualTo(PlanLintTest.json("['Requests']"));
    }
}
