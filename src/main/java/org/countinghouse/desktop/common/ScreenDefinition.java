package org.countinghouse.desktop.common;

import java.util.function.Function;
import org.kordamp.ikonli.Ikon;

/**
 * One entry of the navigation. The order of the entries gives Ctrl+1 to Ctrl+9.
 *
 * @param id stable name; {@code screen.<id>} is its title in the message bundle
 * @param icon shown beside the title
 * @param fxml resource path of the layout, for example {@code /fxml/customers.fxml}
 * @param place where the navigation lists it
 * @param view builds the FXML controller, with its view model and services in the constructor
 */
public record ScreenDefinition(
        String id, Ikon icon, String fxml, Place place, Function<ScreenContext, ? extends Screen> view) {
    /** Where the navigation lists a screen. */
    public enum Place {
        MAIN,
        /** At the foot: set up now and then. */
        FOOT
    }

    /** A screen of the main part. */
    public static ScreenDefinition of(
            String id, Ikon icon, String fxml, Function<ScreenContext, ? extends Screen> view) {
        return new ScreenDefinition(id, icon, fxml, Place.MAIN, view);
    }

    public String titleKey() {
        return "screen." + id;
    }
}
