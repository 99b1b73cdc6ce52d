package org.countinghouse.desktop.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one person's {@link Preferences} in a small file. A file that cannot be read or written never stops the
 * desktop: it goes on with what it has. Changed on the interface thread only.
 */
public final class PreferenceStore {
    private static final Logger LOG = LoggerFactory.getLogger(PreferenceStore.class);
    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT);

    private static final Duration SAVE_AFTER = Duration.ofMillis(300);

    private final Path file;
    private final AtomicReference<@Nullable Preferences> unsaved = new AtomicReference<>();
    private final ReadOnlyObjectWrapper<Preferences> preferences;

    private PreferenceStore(Path file, Preferences preferences) {
        this.file = file;
        this.preferences = new ReadOnlyObjectWrapper<>(preferences);
    }

    /** @param initial what counts for everything the file does not say */
    public static PreferenceStore open(Path file, Preferences initial) {
        if (!Files.exists(file)) {
            return new PreferenceStore(file, initial);
        }
        try {
            JsonNode defaults = JSON.valueToTree(initial);
            JsonNode merged = JSON.readerForUpdating(defaults).readTree(Files.readString(file));
            return new PreferenceStore(file, JSON.treeToValue(merged, Preferences.class));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.warn("Preferences in {} cannot be read; starting with the usual ones.", file, unreadable);
            return new PreferenceStore(file, initial);
        }
    }

    public Preferences get() {
        return preferences.get();
    }

    public ReadOnlyObjectProperty<Preferences> preferences() {
        return preferences.getReadOnlyProperty();
    }

    /** Changes now and saves soon, away from the interface thread; many changes in a row are saved once. */
    public void update(UnaryOperator<Preferences> change) {
        Preferences before = preferences.get();
        Preferences after = change.apply(before);
        if (!after.equals(before)) {
            preferences.set(after);
            if (unsaved.getAndSet(after) == null) {
                Thread.ofVirtual().name("save preferences").start(this::saveSoon);
            }
        }
    }

    /** Saves what has not been saved yet, before the program ends. */
    public void flush() {
        Preferences newest = unsaved.getAndSet(null);
        if (newest != null) {
            save(newest);
        }
    }

    private void saveSoon() {
        try {
            Thread.sleep(SAVE_AFTER);
            flush();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void save(Preferences changed) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "preferences", ".new");
            Files.writeString(fresh, text(changed));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            LOG.warn("Preferences cannot be saved in {}.", file, unwritable);
        }
    }

    private static String text(Preferences preferences) throws JsonProcessingException {
        return JSON.writeValueAsString(preferences);
    }
}
