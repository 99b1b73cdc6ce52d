package org.countinghouse.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Notices;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.StatusLine;
import org.countinghouse.desktop.common.SynchronousTasks;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;

/** What a view model borrows from the shell, without a window: work is done at once, words and places are kept. */
public final class TestContext implements Notices, StatusLine {
    public final List<String> said = new ArrayList<>();
    public final List<Failure> failures = new ArrayList<>();
    public final List<Location> visited = new ArrayList<>();

    public ScreenContext context() throws IOException {
        return new ScreenContext(
                Texts.in(Language.ENGLISH),
                new Formats(Locale.US, ZoneOffset.UTC),
                new SynchronousTasks(),
                visited::add,
                this,
                this,
                PreferenceStore.open(
                        Files.createTempDirectory("countinghouse-preferences").resolve("preferences.json"),
                        Preferences.initial(Locale.US)),
                TestBooks.CLOCK);
    }

    @Override
    public void success(String text) {
        said.add(text);
    }

    @Override
    public void info(String text) {
        said.add(text);
    }

    @Override
    public void offer(String text, String actionText, Runnable action) {
        said.add(text);
    }

    @Override
    public void failure(Failure failure) {
        failures.add(failure);
    }

    @Override
    public void summary(String text) {}

    @Override
    public void asOf(Instant instant) {}
}
