package org.countinghouse.desktop.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.countinghouse.catalog.Json;
import org.countinghouse.desktop.Books;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.insight.ObservedReadings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansViewModelTest {
    @TempDir
    private Path folder;

    private Books books;
    private PlansViewModel model;

    @BeforeAll
    void open() {
        books = new Books();
    }

    @AfterAll
    void close() {
        books.close();
    }

    @BeforeEach
    void visit() {
        books.visited.clear();
        model = new PlansViewModel(
                books.plans, books.meters, new ObservedReadings(books.database()), books.context(folder));
        model.show(Location.of("plans"));
        model.activate();
    }

    @Test
    void listsPlansWithVersionsAndSubscriptions() {
        assertThat(model.plans()).extracting(PlanRow::name).containsExactly("By model", "Metered");
        assertThat(model.plans().getLast().versions()).hasSize(2);
        assertThat(model.plans().getLast().subscriptions()).isEqualTo(1);
        model.search("METER");
        assertThat(model.plans()).extracting(PlanRow::code).containsExactly("metered");
    }

    @Test
    void opensTheNewestPublishedVersionUnlessAnotherIsAskedFor() {
        model.show(Location.of("plans", "plan", "metered"));
        assertThat(page().version().number()).isEqualTo(2);

        model.show(new Location("plans", Map.of("plan", "metered", "version", "1")));
        assertThat(page().version().number()).isEqualTo(1);
        assertThat(page().version().subscriptions()).isEqualTo(1);

        model.refresh();
        assertThat(page().version().number()).isEqualTo(1);
    }

    @Test
    void aVersionPublishedSinceThePlansWereReadIsReadWhenAskedFor() {
        try (var own = new Books()) {
            var reader = new PlansViewModel(
                    own.plans, own.meters, new ObservedReadings(own.database()), own.context(folder));
            reader.show(Location.of("plans"));
            reader.activate();
            own.plans.publish(
                    Json.parse("{\"code\":\"new\",\"name\":\"New\",\"currency\":\"EUR\",\"fees\":"
                            + "[{\"code\":\"base\",\"name\":\"Base fee\",\"amount\":\"1\"}]}"),
                    LocalDate.of(2026, 4, 1));

            reader.show(new Location("plans", Map.of("plan", "new", "version", "1")));

            assertThat(Objects.requireNonNull(reader.plan().get()).code()).isEqualTo("new");
            assertThat(Objects.requireNonNull(reader.page().get()).version().number())
                    .isEqualTo(1);
        }
    }

    @Test
    void choosingGoesToALocationOfItsOwn() {
        model.choose(model.plans().getLast());
        model.choose(model.plans().getLast().versions().getLast());

        assertThat(books.visited)
                .containsExactly(
                        Location.of("plans", "plan", "metered"),
                        new Location("plans", Map.of("plan", "metered", "version", "1")));
    }

    @Test
    void answersWhatAQuantityCosts() {
        model.show(new Location("plans", Map.of("plan", "metered", "version", "1")));
        ChargeViewModel charge = page().charges().getFirst();
        charge.draw();

        charge.quantity().set("210,000");

        var answer = (Quote.Answer) charge.quote().get();
        // 210 thousands less 10 free: 100 at 0.10 and 100 at 0.05.
        assertThat(answer.priced().amount()).isEqualByComparingTo("15");
        assertThat(Objects.requireNonNull(answer.unitPrice())).isEqualByComparingTo("0.0000714286");
        charge.quantity().set("many");
        assertThat(charge.quote().get()).isInstanceOf(Quote.Unreadable.class);
        charge.quantity().set("-1");
        assertThat(charge.quote().get()).isInstanceOf(Quote.Unreadable.class);
    }

    @Test
    void findsAPriceAmongHundredsAndDrawsIt() {
        model.show(Location.of("plans", "plan", "by-model"));
        ChargeViewModel charge = page().charges().getFirst();
        charge.draw();
        MatrixRows matrix = Objects.requireNonNull(charge.matrix());

        matrix.search("Model-299");

        assertThat(matrix.rows()).hasSize(1);
        charge.chosenRow().set(matrix.rows().getFirst());
        charge.quantity().set("1,000,000");
        var answer = (Quote.Answer) charge.quote().get();
        assertThat(answer.priced().amount()).isEqualByComparingTo("12.99");
        assertThat(charge.curve().get()).isInstanceOf(CurveState.Shown.class);
    }

    private VersionPage page() {
        return Objects.requireNonNull(model.page().get());
    }
}
