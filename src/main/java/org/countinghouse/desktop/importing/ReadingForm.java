package org.countinghouse.desktop.importing;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.UsageFormat;
import org.countinghouse.metering.UsageReaders;
import org.jspecify.annotations.Nullable;

/** Format and time zone of a file: what was recognised and why, and how to say otherwise. */
final class ReadingForm {
    /** @param format null for the recognised one */
    record FormatChoice(@Nullable UsageFormat format) {}

    /** @param zone null for none */
    record ZoneChoice(@Nullable ZoneId zone) {}

    private final ImportViewModel model;
    private final Texts texts;
    private final ZoneId own;

    ReadingForm(ImportViewModel model, ScreenContext context) {
        this.model = model;
        this.texts = context.texts();
        this.own = context.formats().zone();
    }

    void bind(
            Label fileName,
            ComboBox<FormatChoice> format,
            Label formatReason,
            VBox zoneField,
            ComboBox<ZoneChoice> zone) {
        model.file().addListener((_, _, file) -> fileName.setText(file == null ? "" : ImportViewModel.name(file)));
        bindFormat(format);
        bindZone(zone);
        model.options().addListener((_, _, options) -> {
            format.setValue(new FormatChoice(options.format()));
            zone.setValue(new ZoneChoice(options.timeZone()));
        });
        model.preview().addListener((_, _, preview) -> {
            if (preview != null) {
                UsageFormat chosen = model.options().get().format();
                UsageFormat used = chosen == null ? preview.head().format() : chosen;
                formatReason.setText(reason(preview.head(), chosen));
                // FOCUS says by itself that its times are UTC.
                zoneField.setVisible(used != UsageFormat.FOCUS);
                zoneField.setManaged(used != UsageFormat.FOCUS);
            }
        });
    }

    private void bindFormat(ComboBox<FormatChoice> format) {
        format.getItems().add(new FormatChoice(null));
        for (UsageFormat one : UsageFormat.values()) {
            format.getItems().add(new FormatChoice(one));
        }
        format.setConverter(words(choice -> choice.format() == null
                ? texts.get("import.format.recognised")
                : texts.get("import.format." + choice.format().name())));
        format.setValue(new FormatChoice(null));
        format.setAccessibleText(texts.get("import.format"));
        format.valueProperty().addListener((_, _, choice) -> {
            if (choice != null && choice.format() != model.options().get().format()) {
                model.format(choice.format());
            }
        });
    }

    private void bindZone(ComboBox<ZoneChoice> zone) {
        List<ZoneChoice> zones = new ArrayList<>();
        zones.add(new ZoneChoice(null));
        zones.add(new ZoneChoice(ZoneOffset.UTC));
        if (!own.normalized().equals(ZoneOffset.UTC)) {
            zones.add(new ZoneChoice(own));
        }
        ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/"))
                .sorted()
                .forEach(id -> zones.add(new ZoneChoice(ZoneId.of(id))));
        zone.getItems().setAll(zones);
        zone.setConverter(words(choice -> choice.zone() == null
                ? texts.get("import.zone.none")
                : choice.zone().equals(ZoneOffset.UTC) ? "UTC" : choice.zone().getId()));
        zone.setValue(new ZoneChoice(null));
        zone.setAccessibleText(texts.get("import.zone"));
        zone.valueProperty().addListener((_, _, choice) -> {
            if (choice != null) {
                model.timeZone(choice.zone());
            }
        });
    }

    private String reason(UsageReaders.Head head, @Nullable UsageFormat chosen) {
        String recognised = texts.get("import.format." + head.format().name());
        if (chosen != null && chosen != head.format()) {
            return texts.get("import.reason.other", recognised);
        }
        return switch (head.format()) {
            case JSON_LINES -> texts.get("import.reason.JSON_LINES");
            case FOCUS ->
                texts.get("import.reason.FOCUS", Integer.toString(head.columns().size()));
            case CSV ->
                texts.get("import.reason.CSV", Integer.toString(head.columns().size()), separator(head.separator()));
        };
    }

    private String separator(char separator) {
        return switch (separator) {
            case ';' -> texts.get("import.separator.semicolon");
            case '\t' -> texts.get("import.separator.tab");
            case '|' -> texts.get("import.separator.bar");
            default -> texts.get("import.separator.comma");
        };
    }

    private static <T> StringConverter<T> words(Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T choice) {
                return choice == null ? "" : text.apply(choice);
            }

            @Override
            public @Nullable T fromString(String written) {
                return null;
            }
        };
    }
}
