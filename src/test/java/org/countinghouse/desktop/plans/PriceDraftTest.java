package org.countinghouse.desktop.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.countinghouse.catalog.Json;
import org.countinghouse.catalog.Price;
import org.countinghouse.catalog.PriceJson;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.junit.jupiter.api.Test;

/** Prices of every model while they are edited. */
class PriceDraftTest {
    private static Price price(String json) {
        return PriceJson.read(Json.parse(json));
    }

    @Test
    void aPriceOfAnyModelThatNobodyTouchesStaysTheSameAndAllItsFiguresHaveNames() {
        var texts = Texts.in(Language.GERMAN);
        for (String json : PriceDescriberTest.PRICES) {
            var draft = new PriceDraft(price(json));
            assertThat(draft.price()).as(json).isEqualTo(price(json));
            assertThat(price(draft.text())).as(json).isEqualTo(price(json));
            int figures = 0;
            for (PriceDraft.Part part : draft.parts()) {
                for (String name : PriceDraft.figures(part.price())) {
                    assertThat(texts.get("plans.edit." + name)).isNotBlank();
                    figures++;
                }
                for (String list : PriceDraft.lists(part.price())) {
                    var rows = (ArrayNode) part.price().get(list);
                    assertThat(PriceDraft.columns(rows)).isNotEmpty();
                    PriceDraft.columns(rows)
                            .forEach(name ->
                                    assertThat(texts.get("plans.edit." + name)).isNotBlank());
                    figures += rows.size();
                }
            }
            assertThat(figures + (json.contains("\"formula\"") ? 1 : 0))
                    .as(json)
                    .isPositive();
        }
    }

    @Test
    void aTierIsAddedBeforeTheOpenOneAndNeedsItsBound() {
        var draft = new PriceDraft(price("""
                {"model":"graduated","tiers":[{"up_to":"5","unit_amount":"2"},{"up_to":null,"unit_amount":"1"}]}"""));
        var tiers = (ArrayNode) draft.root().get("tiers");
        PriceDraft.addTier(tiers);
        assertThatThrownBy(draft::price).isInstanceOf(Failure.class);
        PriceDraft.set((ObjectNode) tiers.get(1), PriceDraft.BOUND, new BigDecimal("4"));
        assertThatThrownBy(draft::price).isInstanceOf(Failure.class).hasMessageContaining("overlap");
        PriceDraft.set((ObjectNode) tiers.get(1), PriceDraft.BOUND, new BigDecimal("10"));
        assertThat(draft.price()).isEqualTo(price("""
                {"model":"graduated","tiers":[{"up_to":"5","unit_amount":"2"},{"up_to":"10","unit_amount":"1"},
                 {"up_to":null,"unit_amount":"1"}]}"""));
    }

    @Test
    void pricesInsideAPriceAreFoundUnderTheirWords() {
        var draft = new PriceDraft(price("""
                {"model":"allowance","included":"50","overage":{"price":{"model":"per_unit","unit_amount":"0.2"}},
                 "versions":[{"from":"2027-01-01","price":{"model":"flat","amount":"9"}}]}"""));
        assertThat(draft.parts()).extracting(PriceDraft.Part::title).containsExactly("", "overage", "2027-01-01");
        PriceDraft.set(draft.parts().get(1).price(), "unit_amount", new BigDecimal("0.1"));
        assertThat(draft.text()).contains("\"unit_amount\":\"0.1\"");
        assertThat(List.of("included")).isEqualTo(PriceDraft.figures(draft.root()));
    }

    @Test
    void aDocumentThatIsNoPriceLeavesWhatThereWas() {
        var draft = new PriceDraft(price("{\"model\":\"flat\",\"amount\":\"9\"}"));
        assertThatThrownBy(() -> draft.read("{\"model\":\"flat\"")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> draft.read("[]")).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> draft.read("{\"model\":\"none\"}")).isInstanceOf(Failure.class);
        assertThat(draft.price()).isEqualTo(price("{\"model\":\"flat\",\"amount\":\"9\"}"));
        draft.read("{\"model\":\"per_unit\",\"unit_amount\":\"0.5\"}");
        assertThat(draft.price()).isEqualTo(price("{\"model\":\"per_unit\",\"unit_amount\":\"0.5\"}"));
    }
}
