package org.countinghouse.desktop.tokens;

import java.time.ZoneId;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;

/** How long a token is valid: a usual time, or a day that is picked. */
final class ValidityField {
    private final Texts texts;
    private final ScreenContext context;
    private final TokenForm form;
    private final ComboBox<TokenForm.Validity> validity =
            new ComboBox<>(FXCollections.observableArrayList(TokenForm.Validity.values()));
    private final DateField day;
    private final Label ends = new Label();

    ValidityField(ScreenContext context, TokenForm form) {
        this.context = context;
        day = new DateField(context);
        this.texts = context.texts();
        this.form = form;
        validity.setId("token-validity");
        validity.setConverter(new StringConverter<>() {
            @Override
            public String toString(TokenForm.@Nullable Validity choice) {
                return choice == null ? "" : texts.get("tokens.validity." + choice.name());
            }

            @Override
            public TokenForm.Validity fromString(String typed) {
                throw new UnsupportedOperationException("A time is picked, not typed.");
            }
        });
        day.setId("token-day");
        day.setAccessibleText(texts.get("tokens.validity.UNTIL"));
        day.setPrefWidth(160);
        day.setVisible(false);
        ends.getStyleClass().add("subtle");
        ends.setMinWidth(Label.USE_PREF_SIZE);
        validity.valueProperty().addListener((_, _, choice) -> choose(choice));
        day.valueProperty().addListener((_, _, chosen) -> {
            form.until(chosen);
            show();
        });
        validity.setValue(TokenForm.Validity.YEAR);
    }

    Node node() {
        var row = new HBox(validity, day, ends);
        row.getStyleClass().add("token-validity");
        return IssueDialog.field(texts.get("tokens.validity"), validity, new VBox(row, day.problem()));
    }

    private void choose(TokenForm.Validity choice) {
        boolean picked = choice == TokenForm.Validity.UNTIL;
        day.setVisible(picked);
        day.setManaged(picked);
        form.validity(choice);
        show();
    }

    private void show() {
        ZoneId zone = context.formats().zone();
        ends.setText(form.ends()
                .map(instant -> texts.get(
                        "tokens.ends",
                        context.formats()
                                .date(instant.minusNanos(1).atZone(zone).toLocalDate())))
                .or(() -> Optional.of(""))
                .get());
    }
}
