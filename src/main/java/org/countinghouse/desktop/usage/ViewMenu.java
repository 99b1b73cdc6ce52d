package org.countinghouse.desktop.usage;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.stage.Window;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.SavedView;
import org.countinghouse.desktop.common.SavedViews;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The menu of saved views: opening, saving, renaming and deleting them. Its button names the one that is shown. */
final class ViewMenu {
    private static final int SHORT = 26;

    private final UsageViewModel model;
    private final ScreenContext context;
    private final Texts texts;
    private final SavedViews views;
    private final List<Action> actions;
    private final ReadOnlyBooleanWrapper chosen = new ReadOnlyBooleanWrapper();
    private @Nullable MenuButton button;
    /** Name of the view that was opened or saved last; what is shown may have changed since. */
    private String opened = "";

    ViewMenu(UsageViewModel model, ScreenContext context) {
        this.model = model;
        this.context = context;
        this.texts = context.texts();
        this.views = new SavedViews(context.preferences(), UsageView.SCREEN);
        this.actions = List.of(
                Action.of("usage.view.save", UsageView.SCREEN, Feather.BOOKMARK, "Shortcut+S", this::save),
                Action.of("usage.view.rename", UsageView.SCREEN, Feather.EDIT_2, null, this::rename)
                        .enabledWhen(chosen()),
                Action.of("usage.view.delete", UsageView.SCREEN, Feather.TRASH_2, null, this::delete)
                        .enabledWhen(chosen()));
    }

    void bind(MenuButton menu) {
        button = menu;
        menu.setAccessibleText(texts.get("usage.views"));
        model.asked().addListener((_, _, _) -> follow());
        context.preferences().preferences().addListener((_, before, now) -> {
            if (!before.remembered().views().equals(now.remembered().views())) {
                follow();
            }
        });
        follow();
    }

    List<Action> actions() {
        return actions;
    }

    /** A saved view is open, changed or not. */
    private ReadOnlyBooleanProperty chosen() {
        return chosen.getReadOnlyProperty();
    }

    private void follow() {
        MenuButton menu = button;
        if (menu == null) {
            return;
        }
        Optional<SavedView> same = shown();
        same.ifPresent(view -> opened = view.name());
        Optional<SavedView> open = views.named(opened);
        chosen.set(open.isPresent());
        menu.setText(
                open.isEmpty()
                        ? texts.get("usage.views")
                        : same.isPresent() ? shortened(opened) : texts.get("usage.views.changed", shortened(opened)));
        menu.getItems().setAll(views.all().stream().map(this::item).toList());
        if (views.all().isEmpty()) {
            var none = new MenuItem(texts.get("usage.views.none"));
            none.setDisable(true);
            menu.getItems().add(none);
        }
        menu.getItems().add(new SeparatorMenuItem());
        if (open.isPresent() && same.isEmpty()) {
            var update = new MenuItem(texts.get("usage.views.update", shortened(opened)));
            update.setMnemonicParsing(false);
            update.setOnAction(_ -> update());
            menu.getItems().add(update);
        }
        for (Action action : actions) {
            var item = new MenuItem(texts.get(action.textKey()));
            item.setAccelerator(action.keys());
            item.setDisable(!action.enabled().get());
            item.setOnAction(_ -> action.fire());
            menu.getItems().add(item);
        }
    }

    private static String shortened(String name) {
        return name.length() <= SHORT ? name : name.substring(0, SHORT).strip() + "…";
    }

    /** The saved view that is exactly what is shown, the one that was opened before others. */
    private Optional<SavedView> shown() {
        return views.named(opened)
                .filter(this::isShown)
                .or(() -> views.all().stream().filter(this::isShown).findFirst());
    }

    private boolean isShown(SavedView view) {
        return AskedUsage.of(view.arguments(), AskedUsage.BEGINNING)
                .equals(model.asked().get());
    }

    private MenuItem item(SavedView view) {
        var item = new RadioMenuItem(view.name());
        item.setMnemonicParsing(false);
        item.setSelected(view.name().equals(opened));
        item.setOnAction(_ -> {
            opened = view.name();
            context.navigator().go(view.location());
            follow();
        });
        return item;
    }

    private void save() {
        ViewQuestion.ask(context, window(), "usage.view.save", opened, views, name -> {
            opened = name;
            views.save(name, model.asked().get().arguments());
            context.notices().success(texts.get("usage.view.saved", name));
        });
    }

    private void update() {
        views.named(opened).ifPresent(before -> {
            views.save(opened, model.asked().get().arguments());
            context.notices()
                    .offer(
                            texts.get("usage.view.saved", opened),
                            texts.get("usage.view.undo"),
                            () -> views.save(before.name(), before.arguments()));
        });
    }

    private void rename() {
        String before = opened;
        ViewQuestion.ask(context, window(), "usage.view.rename", before, views, name -> {
            opened = name;
            views.rename(before, name);
        });
    }

    private void delete() {
        views.named(opened).ifPresent(view -> {
            Runnable back = views.delete(view);
            context.notices().offer(texts.get("usage.view.deleted", view.name()), texts.get("usage.view.undo"), () -> {
                opened = view.name();
                back.run();
            });
        });
    }

    private Window window() {
        if (button == null) {
            throw new IllegalStateException("The menu stands in no window yet");
        }
        return button.getScene().getWindow();
    }
}
