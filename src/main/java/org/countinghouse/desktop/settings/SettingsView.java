package org.countinghouse.desktop.settings;

import java.util.ArrayList;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import org.countinghouse.desktop.common.ChoiceCards;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.Language;
import org.countinghouse.desktop.common.PreferenceStore;
import org.countinghouse.desktop.common.Preferences;
import org.countinghouse.desktop.common.Preferences.Density;
import org.countinghouse.desktop.common.Preferences.Theme;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** Where the data is, and how the desktop looks. Each change counts at once. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class SettingsView implements Screen {
    private record Fact(String key, String value) {}

    private final ConnectionInfo connection;
    private final Texts texts;
    private final PreferenceStore preferences;
    private final ScreenContext context;
    private final @Nullable MailServices mailServices;

    @FXML
    private MailCard mail;

    @FXML
    private Label connectionText;

    @FXML
    private GridPane facts;

    @FXML
    private HBox themes;

    @FXML
    private HBox densities;

    @FXML
    private HBox languages;

    @FXML
    private Slider font;

    @FXML
    private Label fontText;

    /** @param mail null where no workspace is open */
    public SettingsView(ConnectionInfo connection, ScreenContext context, @Nullable MailServices mail) {
        this.connection = connection;
        this.context = context;
        this.mailServices = mail;
        this.texts = context.texts();
        this.preferences = context.preferences();
    }

    @FXML
    void initialize() {
        connectionText.setText(
                texts.get("settings.connection." + connection.kind().name()));
        showFacts();
        mail.setVisible(mailServices != null);
        mail.setManaged(mailServices != null);
        if (mailServices != null) {
            mail.show(context, mailServices);
        }
        font.valueProperty().addListener((_, _, value) -> setFont(value.intValue()));
    }

    private void showFacts() {
        var lines = List.of(
                new Fact("settings.host", connection.host()),
                new Fact("settings.port", Integer.toString(connection.port())),
                new Fact("settings.database", connection.database()),
                new Fact("settings.server", connection.serverVersion()),
                new Fact("settings.user", connection.user()),
                new Fact("settings.roles", String.join(", ", connection.roles())),
                new Fact("settings.schema", connection.schemaVersion()));
        var nodes = new ArrayList<Label>();
        for (int row = 0; row < lines.size(); row++) {
            var name = new Label(texts.get(lines.get(row).key()));
            name.getStyleClass().add("muted");
            var value = new Label(lines.get(row).value());
            value.getStyleClass().add("fact");
            GridPane.setConstraints(name, 0, row);
            GridPane.setConstraints(value, 1, row);
            nodes.add(name);
            nodes.add(value);
        }
        facts.getChildren().setAll(nodes);
    }

    private void showChoices() {
        Preferences now = preferences.get();
        var themeCards = new ChoiceCards<Theme>(themes, theme -> preferences.update(p -> p.withTheme(theme)));
        for (Theme theme : Theme.values()) {
            themeCards.add(theme, texts.get("settings.theme." + theme.name()), "", theme == now.theme());
        }
        var densityCards =
                new ChoiceCards<Density>(densities, density -> preferences.update(p -> p.withDensity(density)));
        for (Density density : Density.values()) {
            densityCards.add(density, texts.get("settings.density." + density.name()), "", density == now.density());
        }
        new ChoiceCards<Language>(languages, language -> preferences.update(p -> p.withLanguage(language)))
                .add(Language.ENGLISH, "English", "", now.language() == Language.ENGLISH)
                .add(Language.GERMAN, "Deutsch", "", now.language() == Language.GERMAN);
        font.setValue(now.fontPercent());
        fontText.setText(now.fontPercent() + " %");
    }

    private void setFont(int percent) {
        fontText.setText(percent + " %");
        // While the thumb is dragged the page would grow under it.
        if (!font.isValueChanging()) {
            preferences.update(p -> p.withFontPercent(percent));
        }
    }

    @Override
    public void activate() {
        showChoices();
    }

    @Override
    public void deactivate() {
        setFont((int) font.getValue());
    }

    @Override
    public void refresh() {
        showChoices();
    }
}
