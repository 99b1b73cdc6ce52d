package org.countinghouse.desktop.shell;

import java.util.List;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;

/** An open database as the window sees it: its screens, what the palette can find in it, and where it is. */
public interface Session extends AutoCloseable {
    ConnectionInfo connection();

    /** In the order of the navigation. */
    List<ScreenDefinition> screens();

    /** What finds records for the palette; lent the same as a screen. */
    List<PaletteProvider> palette(ScreenContext context);

    @Override
    void close();
}
