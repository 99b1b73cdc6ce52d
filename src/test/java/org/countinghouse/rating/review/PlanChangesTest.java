package org.countinghouse.rating.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.countinghouse.catalog.PlanDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanChangesTest {
    private static final String UNIT = "{'model':'per_unit','unit_amount':'0.10'}";

    private static PlanDocument plan(String rest) {
        return PlanTexts.read(PlanTexts.plan(rest));
    }

    private static PlanDocument charge(String charge) {
        return plan("'charges':[{'code':'api','name':'Requests','meter':'m'," + charge + "}]");
    }

    static Stream<Arguments> changes() {
        String graduated =
                "'price':{'model':'graduated','tiers':[{'up_to':'100','unit_amount':'0.1'},{'unit_amount':'%s'%s}]}";
        return Stream.of(
                Arguments.of(
                        plan("'fees':[{'code':'f','name':'Base fee','amount':'99.99'}]"),
                        plan(
                                "'fees':[{'code':'f','name':'Base fee','amount':'89'},{'code':'s','name':'Seats','amount':'5'}]"),
                        List.of("Fee \"Base fee\": amount 99.99 EUR -> 89.00 EUR.", "Fee \"Seats\" is new: 5.00 EUR.")),
                Arguments.of(
                        plan("'interval':{'unit':'month'}"),
                        plan("'interval':{'unit':'year'},'trial_days':14"),
                        List.of("Plan: billing period 1 month -> 1 year.", "Plan: trial days 0 -> 14.")),
                Arguments.of(
                        charge(graduated.formatted("0.05", "")),
                        charge(graduated.formatted("0.04", ",'flat_amount':'3'") + ",'free_units':'10','minimum':'5'"),
                        List.of(
                                "Charge \"Requests\": free units none -> 10.",
                                "Charge \"Requests\", tier 2: unit price 0.05 EUR -> 0.04 EUR.",
                                "Charge \"Requests\", tier 2: flat amount none -> 3.00 EUR.",
                                "Charge \"Requests\": minimum none -> 5.00 EUR.")),
                Arguments.of(
                        charge("'price':" + UNIT),
                        charge("'price':{'model':'flat','amount':'3'}"),
                        List.of("Charge \"Requests\": price model per_unit -> flat.")),
                Arguments.of(
                        charge(
                                "'price':{'model':'matrix','dimensions':['r'],'rows':[{'match':{'r':'eu'},'unit_amount':'1'},{'match':{'r':'us'},'unit_amount':'2'}]}"),
                        charge(
                                "'price':{'model':'matrix','dimensions':['r'],'rows':[{'match':{'r':'us'},'unit_amount':'2.5'},{'match':{'r':'asia'},'unit_amount':'3'}]}"),
                        List.of(
                                "Charge \"Requests\", price for r=us: unit price 2.00 EUR -> 2.50 EUR.",
                                "Charge \"Requests\", price for r=asia is new: 3.00 EUR.",
                                "Charge \"Requests\", price for r=eu is gone: 1.00 EUR.")),
                Arguments.of(
                        charge("'price':" + UNIT),
                        plan("'charges':[]"),
                        List.of("Charge \"Requests\" is gone: per_unit.")),
                Arguments.of(
                        charge("'price':{'model':'allowance','included':'5','overage':{'price':" + UNIT + "}}"),
                        charge(
                                "'price':{'model':'allowance','included':'5.0','overage':{'price':{'model':'per_unit','unit_amount':'0.2'}}}"),
                        List.of("Charge \"Requests\", above the allowance: unit price 0.10 EUR -> 0.20 EUR.")),
                Arguments.of(
                        charge("'filter':{'r':['eu','us']},'price':{'model':'time_of_use','bands':["
                                + "{'code':'day','from':'07:00','to':'19:00','unit_amount':'2'}],"
                                + "'default_unit_amount':'1'}"),
                        charge("'filter':{'r':['eu']},'price':{'model':'time_of_use','bands':["
                                + "{'code':'day','from':'08:00','to':'19:00','unit_amount':'2'},"
                                + "{'code':'eve','from':'19:00','to':'22:00','unit_amount':'3'}],"
                                + "'default_unit_amount':'1'}"),
                        List.of(
                                "Charge \"Requests\": filter r=eu|us -> r=eu.",
                                "Charge \"Requests\", band day: from 07:00 -> 08:00.",
                                "Charge \"Requests\", band eve is new: 3.00 EUR.")),
                Arguments.of(
                        charge("'price':{'model':'per_unit','unit_amount':'1','versions':["
                                + "{'from':'2027-01-01','price':{'model':'per_unit','unit_amount':'2'}}],"
                                + "'adjustments':[{'when':{'meter':'sla','below':'99.9'},'percent':'-10'}]}"),
                        charge("'price':{'model':'flat','amount':'1','versions':["
                                + "{'from':'2027-01-01','price':{'model':'per_unit','unit_amount':'3'}}],"
                                + "'adjustments':[{'when':{'meter':'sla','below':'99.9'},'percent':'-20'}]}"),
                        List.of(
                                "Charge \"Requests\": price model per_unit -> flat.",
                                "Charge \"Requests\", price from 2027-01-01 on: unit price 2.00 EUR -> 3.00 EUR.",
                                "Charge \"Requests\", adjustment sla below 99.9: percent -10 % -> -20 %.")),
                Arguments.of(
                        charge("'price':{'model':'reserved','reserved_quantity':'5','upfront_amount':'9',"
                                + "'upfront':'spread','term':{'unit':'month'},'on_demand':{'price':" + UNIT + "}}"),
                        charge("'price':{'model':'reserved','reserved_quantity':'5','upfront_amount':'9',"
                                + "'upfront':'spread','term':{'unit':'year'},'on_demand':{'price':"
                                + UNIT.replace("0.10", "0.20") + "}}"),
                        List.of(
                                "Charge \"Requests\": term unit=month; count=1 -> unit=year; count=1.",
                                "Charge \"Requests\", above the reservation: unit price 0.10 EUR -> 0.20 EUR.")),
                Arguments.of(
                        charge("'unit':{'divide_by':'100'},'group_by':['r','z'],'price':" + UNIT),
                        charge("'unit':{'divide_by':'1000','round':'up'},'group_by':['r'],'price':" + UNIT),
                        List.of(
                                "Charge \"Requests\": lines by r, z -> r.",
                                "Charge \"Requests\": priced per 100 -> 1000.",
                                "Charge \"Requests\": rounding of units none -> up.")),
                Arguments.of(
                        plan("'rounding':{'mode':'up'}"),
                        plan("'rounding':{'mode':'down'}"),
                        List.of("Plan: rounding up -> down.")),
                Arguments.of(
                        charge("'price':{'model':'formula','expression':'quantity * r','variables':{'r':'2'}}"),
                        charge("'price':{'model':'formula','expression':'quantity * r','variables':{'r':'3'}}"),
                        List.of("Charge \"Requests\": r 2 -> 3.")),
                Arguments.of(
                        charge("'price':" + UNIT),
                        charge("'price':{'model':'flat','amount':'3','flat_at_zero':false}"),
                        List.of(
                                "Charge \"Requests\": price model per_unit -> flat.",
                                "Charge \"Requests\": flat amount without usage none -> false.")),
                // Fees and charges go by their codes, wherever they stand.
                Arguments.of(
                        plan("'fees':[{'code':'f','amount':'1'},{'code':'g','amount':'2'}],'charges':["
                                + "{'code':'a','meter':'m','price':" + UNIT + "},{'code':'b','meter':'m','price':"
                                + UNIT + "}]"),
                        plan(
                                "'fees':[{'code':'g','amount':'3'}],'charges':[{'code':'b','meter':'m','minimum':'5','price':"
                                        + UNIT + "}]"),
                        List.of(
                                "Fee \"g\": amount 2.00 EUR -> 3.00 EUR.",
                                "Fee \"f\" is gone: 1.00 EUR.",
                                "Charge \"b\": minimum none -> 5.00 EUR.",
                                "Charge \"a\" is gone: per_unit.")),
                // Rows that are told apart by their number only.
                Arguments.of(
                        charge("'price':{'model':'matrix','dimensions':['r'],'rows':["
                                + "{'match':{'r':'eu'},'unit_amount':'1'},{'match':{'r':'eu'},'unit_amount':'2'}]}"),
                        charge("'price':{'model':'matrix','dimensions':['r'],'rows':["
                                + "{'match':{'r':'eu'},'unit_amount':'1'},{'match':{'r':'eu'},'unit_amount':'3'}]}"),
                        List.of("Charge \"Requests\", price for r=eu (2): unit price 2.00 EUR -> 3.00 EUR.")),
                Arguments.of(
                        plan("'quotas':[{'meter':'m','limit':'5'}],'commitment':{'minimum':'10'}"),
                        plan("'quotas':[{'meter':'m','limit':'7','kind':'hard'}]"),
                        List.of(
                                "Quota of m: limit 5 -> 7.",
                                "Quota of m: kind soft -> hard.",
                                "Commitment is gone: 10.00 EUR.")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void saysInWordsWhatChanged(PlanDocument before, PlanDocument after, List<String> words) {
        assertThat(PlanDiff.between(before, after, Map.of()).changes())
                .extracting(Change::message)
                .containsExactlyElementsOf(words);
    }
}
