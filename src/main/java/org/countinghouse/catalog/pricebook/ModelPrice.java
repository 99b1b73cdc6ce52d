package org.countinghouse.catalog.pricebook;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one measure of one model costs.
 *
 * @param key the model in the report
 * @param model the value of the property {@code model} of its usage
 * @param stages one after the other in time; the first has no beginning
 */
record ModelPrice(String key, String model, List<Stage> stages) {
    /** A price that never changes. */
    static ModelPrice always(String key, String model, List<Cell> cells) {
        return new ModelPrice(key, model, List.of(new Stage(null, cells, List.of())));
    }

    /**
     * The prices in force from a moment on.
     *
     * @param from null: always
     * @param windows prices at times of the day, the first that matches counts; at other times the cells count
     */
    record Stage(@Nullable Instant from, List<Cell> cells, List<Window> windows) {
        boolean inForceAt(@Nullable Instant time) {
            return from == null || (time != null && !from.isAfter(time));
        }
    }

    /** @param match further properties of the usage that the price depends on */
    record Cell(Map<String, String> match, Listed listed) {}

    /**
     * A price at a time of the day.
     *
     * @param fromMinute after midnight, inclusive
     * @param toMinute after midnight, exclusive
     */
    record Window(ZoneOffset zone, int fromMinute, int toMinute, Listed listed) {}

    boolean timed() {
        return stages.stream().anyMatch(stage -> !stage.windows().isEmpty());
    }

    Stream<Listed> listed() {
        return stages.stream()
                .flatMap(stage -> Stream.concat(
                        stage.cells().stream().map(Cell::listed),
                        stage.windows().stream().map(Window::listed)));
    }

    /** See {@link Listed#shift()}. */
    int shift() {
        return listed().mapToInt(Listed::shift).max().orElse(0);
    }

    Stage at(@Nullable Instant time) {
        return stages.stream()
                .filter(stage -> stage.inForceAt(time))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
