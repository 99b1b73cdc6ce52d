package org.countinghouse.desktop.common;

import java.io.File;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks where a table is to be saved; its form follows from the ending of the name. */
public final class TableChooser {
    private static final String CSV = ".csv";
    private static final String XLSX = ".xlsx";

    private TableChooser() {}

    /** @param name without an ending */
    public static Optional<Path> ask(Window owner, Texts texts, String title, String name) {
        var csv = new FileChooser.ExtensionFilter("CSV", "*" + CSV);
        var xlsx = new FileChooser.ExtensionFilter(texts.get("table.workbook"), "*" + XLSX);
        var chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().setAll(csv, xlsx);
        chooser.setInitialFileName(name + CSV);
        File file = chooser.showSaveDialog(owner);
        return file == null
                ? Optional.empty()
                : Optional.of(named(file.toPath(), chooser.getSelectedExtensionFilter() == xlsx));
    }

    /** Some dialogs leave the ending as it was when another form is chosen. */
    static Path named(Path file, boolean workbook) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(XLSX) || (!workbook && lower.contains("."))) {
            return file;
        }
        String stem = lower.endsWith(CSV) ? name.substring(0, name.length() - CSV.length()) : name;
        return file.resolveSibling(stem + (workbook ? XLSX : CSV));
    }
}
