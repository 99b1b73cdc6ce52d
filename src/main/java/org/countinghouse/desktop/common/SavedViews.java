package org.countinghouse.desktop.common;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The saved views of one screen, kept with the person's preferences. */
public final class SavedViews {
    /** Characters of a view's name. */
    public static final int LONGEST_NAME = 60;

    private final PreferenceStore preferences;
    private final String screen;

    public SavedViews(PreferenceStore preferences, String screen) {
        this.preferences = preferences;
        this.screen = screen;
    }

    /** By name. */
    public List<SavedView> all() {
        return preferences.get().remembered().views().stream()
                .filter(view -> view.screen().equals(screen))
                .sorted(Comparator.comparing(SavedView::name, String.CASE_INSENSITIVE_ORDER))
                .toList();
    }

    public Optional<SavedView> named(String name) {
        return all().stream().filter(view -> view.name().equals(name)).findFirst();
    }

    /** Takes the place of a view of the same name. */
    public void save(String name, Map<String, String> arguments) {
        var view = new SavedView(name, screen, arguments);
        change(views -> {
            views.removeIf(one -> isNamed(one, name));
            views.add(view);
        });
    }

    /** @param to a view that had this name is gone then */
    public void rename(String from, String to) {
        named(from)
                .ifPresent(view -> change(views -> {
                    views.removeIf(one -> isNamed(one, from) || isNamed(one, to));
                    views.add(new SavedView(to, screen, view.arguments()));
                }));
    }

    /** @return what brings it back */
    public Runnable delete(SavedView view) {
        change(views -> views.removeIf(one -> isNamed(one, view.name())));
        return () -> save(view.name(), view.arguments());
    }

    private boolean isNamed(SavedView view, String name) {
        return view.screen().equals(screen) && view.name().equals(name);
    }

    private void change(java.util.function.Consumer<List<SavedView>> change) {
        preferences.update(current -> {
            var views = new ArrayList<>(current.remembered().views());
            change.accept(views);
            return current.withRemembered(current.remembered().withViews(views));
        });
    }
}
