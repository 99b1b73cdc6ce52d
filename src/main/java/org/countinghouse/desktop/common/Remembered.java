package org.countinghouse.desktop.common;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the desktop keeps of a person's work.
 *
 * @param views saved views of all screens, in no order
 * @param places where a screen was left: its arguments by its id
 * @param readings how files were read, the latest first
 */
public record Remembered(List<SavedView> views, Map<String, Map<String, String>> places, List<FileReading> readings) {
    public static final Remembered NOTHING = new Remembered(List.of(), Map.of(), List.of());

    private static final int MOST_READINGS = 40;

    public Remembered {
        views = List.copyOf(views);
        places = Map.copyOf(places);
        readings = List.copyOf(readings);
    }

    public Remembered withViews(List<SavedView> value) {
        return new Remembered(value, places, readings);
    }

    public Remembered withPlace(String screen, Map<String, String> arguments) {
        var more = new HashMap<>(places);
        more.put(screen, Map.copyOf(arguments));
        return new Remembered(views, more, readings);
    }

    /** Takes the place of an older reading of the same columns. */
    public Remembered withReading(FileReading reading) {
        var more = new ArrayList<FileReading>();
        more.add(reading);
        readings.stream()
                .filter(one -> !one.columns().equals(reading.columns()))
                .limit(MOST_READINGS - 1L)
                .forEach(more::add);
        return new Remembered(views, places, more);
    }

    public Remembered withoutReading(List<String> columns) {
        return new Remembered(
                views,
                places,
                readings.stream().filter(one -> !one.columns().equals(columns)).toList());
    }

    public Optional<FileReading> reading(List<String> columns) {
        return readings.stream().filter(one -> one.columns().equals(columns)).findFirst();
    }
}
