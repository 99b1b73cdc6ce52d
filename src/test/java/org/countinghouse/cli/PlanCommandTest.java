package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.countinghouse.catalog.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan lint} and {@code plan diff}; they need no database. */
class PlanCommandTest {
    private static final String VOLUME = """
            {'code':'p','currency':'EUR','charges':[{'code':'c','name':'Calls','meter':'calls','price':{'model':'volume',
             'tiers':[{'up_to':'15','unit_amount':'10'},{'up_to':null,'unit_amount':'%s'}]}}]}""";

    private static final String MATRIX = """
            {'code':'p','currency':'EUR','charges':[{'code':'c','meter':'tokens','price':{'model':'matrix',
             'dimensions':['model'],'rows':[{'match':{'model':'a'},'unit_amount':'1'}]}}]}""";

    @TempDir
    private Path folder;

    private final Commands commands = new Commands(Map.of());

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text.replace('\'', '"'));
    }

    @Test
    void aCliffIsAWarningWithItsFigures() throws IOException {
        Path plan = file("plan.json", VOLUME.formatted("5"));

        var result = commands.run("plan", "lint", plan);

        assertThat(result.status()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "warning  totals.cliff  at $.charges[0].price.tiers[1]",
                        "         More costs less: 15 costs 150.00 EUR, but 16 costs 80.00 EUR. The total is not as high again"
                                + " before 30.",
                        "         Example: 15 -> 150.00; 16 -> 80.00; 30 -> 150.00",
                        plan + ": 0 errors, 1 warning.");
    }

    @Test
    void errorsAreStatusOneAlsoInADocumentThatCannotBePublished() throws IOException {
        Path plan = file("plan.json", VOLUME.formatted("5").replace("null", "'9'"));

        var result = commands.run("plan", "lint", plan, "--json");

        JsonNode json = Json.parse(result.out());
        assertThat(result.status()).isEqualTo(1);
        assertThat(json.path("errors").asInt()).isEqualTo(2);
        assertThat(json.path("findings").findValuesAsText("code")).contains("tiers.overlap", "tiers.gap");
        assertThat(json.at("/findings/0/path").asText()).isEqualTo("$.charges[0].price.tiers[1].up_to");
        assertThat(json.at("/findings/0/severity").asText()).isEqualTo("error");
    }

    @Test
    void usageWithoutAPriceIsFoundInEveryForm() throws IOException {
        Path plan = file("plan.json", MATRIX);
        Path usage = file("usage.jsonl", """
                {'id':'1','customer':'x','event':'tokens','time':'2026-03-01T10:00:00Z','properties':{'model':'a','who':'1'}}
                {'id':'2','event':'tokens','time':'2026-03-01T10:00:00Z','properties':{'model':'b','who':'2'}}
                {'specversion':'1.0','id':'3','source':'s','type':'tokens','time':'2026-03-01T11:00:00Z','data':{'model':'b','quantity':'7'}}

                {'meter':'tokens','from':'2026-03-01T10:00:00Z','properties':{'model':'c'},'quantity':'40','count':'12'}
                """);

        var result = commands.run("plan", "lint", plan, "--usage", usage);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains("Usage with model=b was observed (events: 2)", "Usage with model=c was observed (events: 12)")
                .doesNotContain("model=a");
    }

    @Test
    void metersAndCouponsAreReadFromFiles() throws IOException {
        Path plan = file("plan.json", MATRIX);
        Path meters = file("meters.json", "[{'code':'other','aggregation':'sum'}]");
        Path coupons = file("coupons.json", "[{'code':'A','percent':'60'},{'code':'B','percent':'60'}]");

        var result = commands.run("plan", "lint", plan, "--meters", meters, "--coupons", coupons);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("There is no meter \"tokens\".", "coupons of 120 % (A, B)");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        Path plan = file("plan.json", MATRIX);
        Path usage = file("usage.jsonl", "{'event':'tokens','time':'yesterday'}\n");
        assertThat(commands.run("plan", "lint", plan, "--usage", usage))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err())
                        .contains(usage + ", line 1, at $.time: \"yesterday\" is no instant", "Nothing was checked."));
        Path missing = folder.resolve("none.json");
        assertThat(commands.run("plan", "lint", missing).err()).contains("There is no file " + missing);
        Path broken = file("broken.json", VOLUME.formatted("x"));
        assertThat(commands.run("plan", "diff", plan, broken).err())
                .contains(broken + ", at $.charges[0].price.tiers[1].unit_amount");
    }

    @Test
    void aDifferenceIsToldInWordsWithItsCrossing() throws IOException {
        Path before = file("a.json", VOLUME.formatted("5"));
        Path after =
                file("b.json", VOLUME.formatted("6").replace("'minimum'", "").replace("'15'", "'20'"));

        var text = commands.run("plan", "diff", before, after);

        assertThat(text.status()).isZero();
        assertThat(text.out())
                .contains(
                        "Charge \"Calls\", tier 1: upper bound 15 -> 20.",
                        "Charge \"Calls\", tier 2: unit price 5.00 EUR -> 6.00 EUR.",
                        "Totals of \"Calls\", in EUR:",
                        "B costs the same up to 15.",
                        "From 16 on B is dearer.")
                .containsPattern("16 +80.00 +160.00 +\\+80.00");

        JsonNode json =
                Json.parse(commands.run("plan", "diff", before, after, "--json").out());
        assertThat(json.at("/comparisons/0/crossings/0/above/quantity").asText())
                .isEqualTo("16");
        assertThat(json.at("/comparisons/0/crossings/0/to").asText()).isEqualTo("dearer");
        assertThat(json.path("changes").size()).isEqualTo(2);

        assertThat(commands.run("plan", "diff", before, before).out()).isEqualTo("The plans are the same.\n");
    }
}
