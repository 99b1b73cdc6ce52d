package org.countinghouse.desktop.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The window: navigation left, the screen, and what lies over it. Wiring only. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
final class ShellView {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final Session session;
    private final ScreenContext context;
    private final History history;
    private final StatusBarView statusBar;
    private final NoticeArea notices;
    private final ActionRegistry actions = new ActionRegistry();
    private final Map<String, Button> entries = new HashMap<>();
    private final List<ScreenDefinition> screens;
    /** Digit of Ctrl+1 to Ctrl+9 to screen. */
    private final Map<String, String> screenKeys = new HashMap<>();

    @FXML
    private StackPane root;

    @FXML
    private VBox navigation;

    @FXML
    private VBox footNavigation;

    @FXML
    private Button back;

    @FXML
    private Button forward;

    @FXML
    private Button title;

    @FXML
    private Label crumbMark;

    @FXML
    private Label detail;

    @FXML
    private Button search;

    @FXML
    private Button refresh;

    @FXML
    private Button theme;

    @FXML
    private FontIcon themeIcon;

    @FXML
    private Button help;

    @FXML
    private StackPane content;

    @FXML
    private StackPane statusPlace;

    private ScreenHost host;
    private PaletteView palette;
    private ShortcutSheet shortcuts;

    ShellView(Session session, ScreenContext context, History history, StatusBarView statusBar, NoticeArea notices) {
        this.notices = notices;
        this.session = session;
        this.context = context;
        this.history = history;
        this.statusBar = statusBar;
        // The main part first, so that the digits of Ctrl+1 to Ctrl+9 run down the navigation.
        this.screens = Stream.of(ScreenDefinition.Place.values())
                .flatMap(place -> session.screens().stream().filter(screen -> screen.place() == place))
                .toList();
    }

    @FXML
    void initialize() {
        host = new ScreenHost(screens, content, context, this::shown);
        statusPlace.getChildren().add(statusBar);
        layOver();
        registerActions();
        screens.forEach(this::addEntry);
        wireTopBar();
        history.onVisit(this::show);
        // The keyboard begins in the screen, not on the first entry of the navigation.
        root.sceneProperty().addListener((_, _, _) -> content.requestFocus());
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void layOver() {
        var texts = context.texts();
        var tasks = new TaskArea(context.tasks(), texts, context.formats());
        var corner = new VBox(notices, tasks);
        corner.getStyleClass().add("corner");
        corner.setAlignment(Pos.BOTTOM_RIGHT);
        corner.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        corner.setPickOnBounds(false);
        StackPane.setAlignment(corner, Pos.BOTTOM_RIGHT);
        palette = new PaletteView(
                new PaletteModel(
                        () -> ShellActions.known(screens, actions, history, texts),
                        session.palette(context),
                        context.tasks()),
                texts);
        root.getChildren().addAll(corner, palette);
    }

    private void registerActions() {
        shortcuts = new ShortcutSheet(actions, context.texts());
        root.getChildren().add(shortcuts);
        ShellActions.register(actions, history, host, context.preferences(), this::openPalette, shortcuts::open);
        for (int position = 0; position < screens.size(); position++) {
            String keys = ShellActions.screenKeys(position);
            if (!keys.isEmpty()) {
                ScreenDefinition screen = screens.get(position);
                screenKeys.put(keys, screen.id());
            }
        }
    }

    private void openPalette() {
        shortcuts.setVisible(false);
        palette.open(root.getScene().getFocusOwner());
    }

    private void addEntry(ScreenDefinition screen) {
        String text = context.texts().get(screen.titleKey());
        var entry = new Button(text, new FontIcon(screen.icon()));
        entry.getStyleClass().setAll("button", "navigation-entry");
        entry.setMaxWidth(Double.MAX_VALUE);
        entry.setId("go-" + screen.id());
        entry.setOnAction(_ -> history.go(screen.id()));
        entries.put(screen.id(), entry);
        VBox.setVgrow(entry, Priority.NEVER);
        HBox.setHgrow(entry, Priority.ALWAYS);
        (screen.place() == ScreenDefinition.Place.MAIN ? navigation : footNavigation)
                .getChildren()
                .add(entry);
    }

    private void wireTopBar() {
        wire(back, "back");
        wire(forward, "forward");
        wire(search, "palette");
        wire(refresh, "refresh");
        wire(theme, "theme");
        wire(help, "shortcuts");
        search.setGraphicTextGap(10);
        title.setOnAction(_ -> history.go(history.here().get().screen()));
        detail.textProperty().bind(host.detail());
        detail.visibleProperty().bind(host.detail().isNotEmpty());
        crumbMark.visibleProperty().bind(detail.visibleProperty());
        context.preferences().preferences().addListener((_, _, _) -> showThemeIcon());
        showThemeIcon();
    }

    private void wire(Button button, String id) {
        Action action = actions.find(id).orElseThrow();
        button.setOnAction(_ -> action.fire());
        button.disableProperty().bind(javafx.beans.binding.Bindings.not(action.enabled()));
        String text = context.texts().get(action.textKey());
        String keys = ShortcutSheet.keys(action, context.texts());
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(keys.isEmpty() ? text : text + "   " + keys));
    }

    private void showThemeIcon() {
        boolean dark = Themes.isDark(context.preferences().get().theme());
        themeIcon.setIconCode(dark ? Feather.SUN : Feather.MOON);
    }

    void start() {
        show(history.here().get());
    }

    private void show(Location location) {
        host.show(location);
        entries.forEach((id, entry) -> entry.pseudoClassStateChanged(CURRENT, id.equals(location.screen())));
        title.setText(context.texts().get("screen." + location.screen()));
        context.preferences().update(preferences -> preferences.withLastScreen(location.screen()));
    }

    private void shown(Screen screen) {
        actions.showActions(screen.actions());
    }

    private void keyPressed(KeyEvent press) {
        if (palette.isVisible() || (shortcuts.isVisible() && !opensPalette(press))) {
            return;
        }
        boolean typing = root.getScene().getFocusOwner() instanceof TextInputControl;
        if (goByDigit(press) || actions.press(press, typing)) {
            press.consume();
        } else if (!typing && "?".equals(press.getText())) {
            actions.find("shortcuts").ifPresent(Action::fire);
            press.consume();
        }
    }

    /** Over the sheet of keys nothing happens behind it; searching takes its place. */
    private boolean opensPalette(KeyEvent press) {
        return actions.find("palette")
                .map(Action::keys)
                .filter(keys -> keys.match(press))
                .isPresent();
    }

    private boolean goByDigit(KeyEvent press) {
        String digit = press.getCode().getName();
        String screen = press.isShortcutDown() ? screenKeys.get("Shortcut+DIGIT" + digit) : null;
        if (screen == null) {
            return false;
        }
        history.go(screen);
        return true;
    }

    void leave() {
        host.leave();
    }
}
