package org.countinghouse.desktop.taxes;

import java.util.Locale;
import java.util.Set;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.Texts;

/** A field for a country's code, which says what country that is. */
public final class CountryField extends VBox {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final double WIDTH = 150;

    private final Texts texts;
    private final TextField code = new TextField();
    private final Label name = new Label();

    /** @param id of the text field */
    public CountryField(Texts texts, String id, String country) {
        this.texts = texts;
        code.setId(id);
        code.setPrefColumnCount(4);
        name.getStyleClass().add("note-time");
        setMinWidth(WIDTH);
        getChildren().addAll(Questions.field(texts.get("taxes.country.code"), code), name);
        code.textProperty().addListener((_, _, _) -> tell());
        code.setText(country);
        tell();
    }

    private void tell() {
        name.setText(
                code.getText().isBlank()
                        ? texts.get("taxes.country.none")
                        : known()
                                ? Locale.of("", country()).getDisplayCountry(texts.locale())
                                : texts.get("taxes.country.unknown"));
    }

    /** What is typed, in capitals; empty for nothing. */
    public String country() {
        return code.getText().strip().toUpperCase(Locale.ROOT);
    }

    public boolean known() {
        return COUNTRIES.contains(country());
    }

    public TextField input() {
        return code;
    }
}
