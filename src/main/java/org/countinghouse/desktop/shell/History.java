package org.countinghouse.desktop.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Navigator;

/** Where the window is and was: back and forward as in a browser. */
final class History implements Navigator {
    private static final int LONGEST = 100;

    private final List<Location> places = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Location> here;
    private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper canGoForward = new ReadOnlyBooleanWrapper();
    private Consumer<Location> visit = _ -> {};
    private int index;

    History(Location start) {
        places.add(start);
        here = new ReadOnlyObjectWrapper<>(start);
    }

    /** @param newVisit hears of each place gone to, also of the one the window is at already */
    void onVisit(Consumer<Location> newVisit) {
        visit = newVisit;
    }

    /** Going where the window is already shows that place again: its screen may have moved on from it by itself. */
    @Override
    public void go(Location location) {
        if (location.equals(here.get())) {
            visit.accept(location);
            return;
        }
        places.subList(index + 1, places.size()).clear();
        places.add(location);
        if (places.size() > LONGEST) {
            places.removeFirst();
        }
        stand(places.size() - 1);
    }

    void back() {
        if (canGoBack.get()) {
            stand(index - 1);
        }
    }

    void forward() {
        if (canGoForward.get()) {
            stand(index + 1);
        }
    }

    private void stand(int newIndex) {
        index = newIndex;
        canGoBack.set(index > 0);
        canGoForward.set(index < places.size() - 1);
        here.set(places.get(index));
        visit.accept(places.get(index));
    }

    ReadOnlyObjectProperty<Location> here() {
        return here.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoBack() {
        return canGoBack.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty canGoForward() {
        return canGoForward.getReadOnlyProperty();
    }
}
