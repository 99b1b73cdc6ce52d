package org.countinghouse.desktop.invoices;

import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The document as it will be sent: one page at a time, as wide as there is room. */
public final class PreviewPane extends VBox {
    private static final double MARGIN = 20;
    private static final double ZOOM_FITS = 300;

    private final ImageView page = new ImageView();
    private final StackPane paper = new StackPane(page);
    private final StackPane desk = new StackPane(paper);
    private final ScrollPane scroll = new ScrollPane(desk);
    private final StackPane over = new StackPane();
    private final Label pages = new Label();
    private final Label zoom = new Label();
    private final HBox tools = new HBox();

    public PreviewPane() {
        getStyleClass().add("preview");
        paper.getStyleClass().add("paper");
        paper.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        desk.getStyleClass().add("desk");
        page.setPreserveRatio(true);
        page.setSmooth(true);
        scroll.getStyleClass().add("desk-scroll");
        scroll.setFitToWidth(true);
        scroll.setPannable(true);
        over.setMouseTransparent(false);
        over.setPickOnBounds(false);
        tools.getStyleClass().add("preview-tools");
        tools.setAlignment(Pos.CENTER);
        var body = new StackPane(scroll, over);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(tools, body);
    }

    void show(ScreenContext context, PreviewModel model) {
        Texts texts = context.texts();
        setUpTools(context, model);
        scroll.viewportBoundsProperty().addListener((_, _, _) -> layOut(model));
        model.zoom().addListener((_, _, _) -> {
            layOut(model);
            showZoom(context, model);
        });
        model.state().addListener((_, _, state) -> showState(texts, model, state));
        showState(texts, model, model.state().get());
        showZoom(context, model);
    }

    private void setUpTools(ScreenContext context, PreviewModel model) {
        Texts texts = context.texts();
        var previous = button(Feather.CHEVRON_LEFT, texts.get("invoices.preview.previous"), () -> model.turn(-1));
        var next = button(Feather.CHEVRON_RIGHT, texts.get("invoices.preview.next"), () -> model.turn(1));
        var smaller = button(Feather.MINUS, texts.get("invoices.preview.smaller"), model::zoomOut);
        var larger = button(Feather.PLUS, texts.get("invoices.preview.larger"), model::zoomIn);
        var fit = button(Feather.MAXIMIZE_2, texts.get("invoices.preview.fit"), model::zoomToFit);
        pages.setId("preview-pages");
        pages.setMinWidth(USE_PREF_SIZE);
        zoom.getStyleClass().add("preview-zoom");
        // Cut it would say another figure.
        zoom.visibleProperty().bind(widthProperty().greaterThan(ZOOM_FITS));
        zoom.managedProperty().bind(zoom.visibleProperty());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        tools.getChildren().setAll(previous, pages, next, gap, smaller, zoom, larger, fit);
    }

    private static Button button(Ikon icon, String text, Runnable run) {
        var button = new Button(null, new FontIcon(icon));
        button.getStyleClass().addAll("flat", "quiet", "button-icon");
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private void showZoom(ScreenContext context, PreviewModel model) {
        zoom.setText(context.formats()
                .percent(BigDecimal.valueOf(Math.round(model.zoom().get() * 100), 2)));
    }

    private void showState(Texts texts, PreviewModel model, PreviewModel.State state) {
        over.getChildren().clear();
        switch (state) {
            case PreviewModel.State.Nothing _ -> clear();
            case PreviewModel.State.Loading _ -> {
                clear();
                over.getChildren().add(waiting(texts));
            }
            case PreviewModel.State.Page drawn -> showPage(texts, model, drawn);
            case PreviewModel.State.Broken broken -> {
                clear();
                over.getChildren().add(broken(texts, model, broken));
            }
        }
    }

    private static Node waiting(Texts texts) {
        var wheel = new ProgressIndicator();
        wheel.setPrefSize(34, 34);
        var words = new Label(texts.get("invoices.preview.loading"));
        words.getStyleClass().add("muted");
        var box = new VBox(wheel, words);
        box.getStyleClass().add("preview-waiting");
        box.setAlignment(Pos.CENTER);
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        return box;
    }

    private static Node broken(Texts texts, PreviewModel model, PreviewModel.State.Broken broken) {
        var words = FailureText.of(broken.failure(), texts);
        return new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, words.summary(), words.remedy())
                .offer(texts.get("table.retry"), model::retry);
    }

    private void clear() {
        page.setImage(null);
        paper.setVisible(false);
        pages.setText("");
        tools.setDisable(true);
    }

    private void showPage(Texts texts, PreviewModel model, PreviewModel.State.Page drawn) {
        BufferedImage picture = drawn.image();
        page.setImage(SwingFXUtils.toFXImage(picture, null));
        String words =
                texts.get("invoices.preview.page", Integer.toString(drawn.page() + 1), Integer.toString(drawn.count()));
        pages.setText(words);
        page.setAccessibleText(words);
        paper.setVisible(true);
        tools.setDisable(false);
        layOut(model);
    }

    /** The page keeps its size on the screen whatever resolution it was drawn in; a sharper picture follows. */
    private void layOut(PreviewModel model) {
        double room = scroll.getViewportBounds().getWidth() - 2 * MARGIN;
        if (room > 0) {
            page.setFitWidth(Math.rint(room * model.zoom().get()));
            double scale = getScene() == null ? 1 : getScene().getWindow().getOutputScaleX();
            model.fitWidth(room * scale);
        }
    }
}
