package org.countinghouse.desktop.common.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.MemoryRows;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.storage.list.Column;
import org.countinghouse.storage.list.Filter.Condition;
import org.countinghouse.storage.list.Filter.Operator;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;

class FilterWordsTest {
    private record Row(long id, String state, LocalDate day) {}

    private static final Column STATE = new Column("state", "s", Column.Kind.TEXT);
    private static final Column DAY = new Column("period", "d", Column.Kind.DATE);
    private static final Column TRIES = new Column("attempts", "t", Column.Kind.RATE);
    private static final Column STAGE = new Column("stage", "x", Column.Kind.TEXT);
    private static final Column INNER = new Column("inner_thing", "i", Column.Kind.TEXT);

    private final MemoryRows<Row> source = new MemoryRows<>(
            3,
            List.of(STATE, DAY, TRIES, STAGE, INNER),
            index -> new Row(index, "in_doubt", LocalDate.of(2026, 1, 31)),
            Row::id);
    private final TableModel<Row> model =
            new TableModel<>(source, new SynchronousTasks(), () -> Instant.parse("2026-01-31T12:00:00Z"));
    private final FilterWords<Row> words = new FilterWords<>(
            model,
            List.of(
                    DataColumn.status(
                            "state",
                            "quotas.state",
                            100,
                            row -> new Status(Tone.WARNING, Feather.HELP_CIRCLE, "In Zweifel"),
                            Row::state),
                    DataColumn.date("period", "invoices.column.period", 100, Row::day)),
            Texts.in(Language.GERMAN),
            new Formats(Locale.GERMANY, ZoneOffset.UTC));

    @Test
    void aValueIsSaidAsItsRowsSayIt() {
        var condition = new Condition("state", Operator.EQUALS, "in_doubt");
        assertThat(words.sentence(condition)).isEqualTo("Zustand ist in_doubt");

        model.reload();
        words.learn();

        assertThat(words.sentence(condition)).isEqualTo("Zustand ist In Zweifel");
        assertThat(words.understood(STATE, " in zweifel ")).isEqualTo("in_doubt");
        assertThat(words.understood(STATE, "etwas anderes")).isEqualTo("etwas anderes");
    }

    @Test
    void daysAndNumbersAreThoseOfTheLanguage() {
        assertThat(words.sentence(new Condition("period", Operator.AT_LEAST, "2026-01-01")))
                .isEqualTo("Zeitraumbeginn am oder nach 01.01.2026");
        assertThat(words.understood(DAY, "31.1.2026")).isEqualTo("2026-01-31");
        assertThat(words.understood(DAY, "2026-01-31")).isEqualTo("2026-01-31");
        assertThat(words.understood(TRIES, "1.234,5")).isEqualTo("1234.5");
    }

    @Test
    void columnsWithoutAHeadingHaveWordsOrAreNotOffered() {
        assertThat(words.sentence(new Condition("stage", Operator.EQUALS, "receivable")))
                .isEqualTo("Stand ist offen");
        assertThat(words.offered()).containsExactly(STATE, DAY, STAGE);
    }
}
