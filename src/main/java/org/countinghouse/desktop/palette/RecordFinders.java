package org.countinghouse.desktop.palette;

import java.util.List;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.storage.Database;

/** What the palette finds in a database, in the order it lists them. */
public final class RecordFinders {
    private RecordFinders() {}

    public static List<PaletteProvider> of(Database database, ScreenContext context) {
        return List.of(
                new ViewFinder(context),
                new CustomerFinder(database, context),
                new InvoiceFinder(database, context),
                new PlanFinder(database, context));
    }
}
