package org.countinghouse.desktop.plans;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** A charge on a card that opens; what is inside is built when it is first opened. */
final class ChargeCardView extends VBox {
    private static final double SIDE_BY_SIDE_FROM = 860;

    private final ChargeViewModel charge;
    private final Texts texts;
    private final Formats formats;
    private final FontIcon arrow = new FontIcon(Feather.CHEVRON_RIGHT);
    private final Label hint = new Label();
    private final Button header;
    private @Nullable VBox body;

    ChargeCardView(ChargeViewModel charge, Texts texts, Formats formats) {
        this.charge = charge;
        this.texts = texts;
        this.formats = formats;
        getStyleClass().addAll("card", "charge-card");
        header = header();
        getChildren().add(header);
    }

    private Button header() {
        var document = charge.card().charge();
        var name = new Label(document.name());
        name.getStyleClass().add("card-title");
        name.setMinWidth(Region.USE_PREF_SIZE);
        var code = new Label(document.code());
        code.getStyleClass().add("code");
        var model = new Label(charge.card().price().model());
        model.getStyleClass().add("tag");
        model.setMinWidth(Region.USE_PREF_SIZE);
        hint.setText(charge.card().price().sentence());
        hint.getStyleClass().add("charge-hint");
        HBox.setHgrow(hint, Priority.ALWAYS);
        hint.setMaxWidth(Double.MAX_VALUE);
        hint.setAlignment(Pos.CENTER_RIGHT);
        hint.setMinWidth(0);
        var content = new HBox(arrow, name, code, model, hint);
        content.getStyleClass().add("charge-header-content");
        content.setAlignment(Pos.CENTER_LEFT);
        var button = new Button();
        button.setGraphic(content);
        button.getStyleClass().add("charge-header");
        button.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(button.widthProperty().subtract(32));
        button.setAccessibleText(document.name() + ", " + charge.card().price().model());
        button.setOnAction(_ -> open(body == null || !body.isVisible()));
        return button;
    }

    /** Opens the card or closes it. */
    void open(boolean wanted) {
        if (body == null && wanted) {
            body = body();
            getChildren().add(body);
            charge.draw();
        }
        if (body != null) {
            body.setVisible(wanted);
            body.setManaged(wanted);
        }
        hint.setVisible(!wanted);
        hint.setManaged(!wanted);
        arrow.setIconCode(wanted ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
    }

    private VBox body() {
        var words = new VBox(new PriceView(charge.card().price()));
        words.getStyleClass().add("charge-words");
        MatrixRows matrix = charge.matrix();
        if (matrix != null) {
            words.getChildren().add(new MatrixView(charge, matrix, texts));
        }
        words.getChildren().add(new FactsView(charge.card().facts()));
        var box = new VBox();
        box.getStyleClass().add("charge-body");
        arrange(box, words, matrix == null ? 0.5 : 0.57, new CurveView(charge, texts, formats));
        return box;
    }

    /**
     * Words and picture side by side where there is room, else under each other.
     *
     * @param share of the width that the words take
     */
    private static void arrange(VBox box, Region words, double share, Region curve) {
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox.setHgrow(curve, Priority.ALWAYS);
        words.setMinWidth(0);
        var wide = new HBox();
        wide.getStyleClass().add("charge-columns");
        Runnable place = () -> {
            boolean sideBySide = box.getWidth() >= SIDE_BY_SIDE_FROM;
            boolean isSideBySide = box.getChildren().contains(wide);
            if (sideBySide && !isSideBySide) {
                box.getChildren().clear();
                wide.getChildren().setAll(words, curve);
                box.getChildren().setAll(wide);
            } else if (!sideBySide && (isSideBySide || box.getChildren().isEmpty())) {
                wide.getChildren().clear();
                box.getChildren().setAll(words, curve);
            }
            words.setPrefWidth(sideBySide ? box.getWidth() * share : Region.USE_COMPUTED_SIZE);
            curve.setPrefWidth(sideBySide ? box.getWidth() * (0.96 - share) : Region.USE_COMPUTED_SIZE);
        };
        box.widthProperty().addListener((_, _, _) -> place.run());
        place.run();
    }
}
