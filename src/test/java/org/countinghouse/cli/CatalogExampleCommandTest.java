package org.countinghouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.countinghouse.catalog.ExamplePlans;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.MeterJson;
import org.countinghouse.catalog.PlanJson;
import org.countinghouse.rating.RatingEngine;
import org.countinghouse.rating.RatingJson;
import org.junit.jupiter.api.Test;

class CatalogExampleCommandTest {
    private final Commands commands = new Commands(Map.of());

    @Test
    void listsEveryExampleWithASentence() {
        Commands.Result result = commands.run("catalog", "example");
        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).hasSize(ExamplePlans.all().size());
        assertThat(result.out()).contains("hybrid ").contains("with a committed minimum");
    }

    @Test
    void printsPlanAndMetersAsTheyAreTakenIn() {
        assertThat(PlanJson.read(commands.run("catalog", "example", "spot").out())
                        .code())
                .isEqualTo("spot");
        JsonNode meters = Json.parse(
                commands.run("catalog", "example", "spot", "--meters").out());
        assertThat(MeterJson.readAll(meters)).hasSize(1);
    }

    @Test
    void printsARequestToRate() {
        String request =
                commands.run("catalog", "example", "hybrid", "--request").out();
        assertThat(RatingEngine.rate(RatingJson.readRequest(request), false).total())
                .isEqualByComparingTo("70.00");
    }

    @Test
    void namesTheExamplesThereAreWhenOneIsUnknown() {
        Commands.Result result = commands.run("catalog", "example", "nothing");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("nothing").contains("pay-per-use");
    }
}
