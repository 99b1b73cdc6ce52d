package org.countinghouse.desktop.plans;

import java.util.Locale;
import java.util.function.Supplier;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** One example plan: what it is for, its prices, its month of usage, its document; and the way to a plan of one's own. */
final class ExampleView extends VBox {
    private final ExamplePage page;
    private final ExamplesViewModel model;
    private final ScreenContext context;
    private final Texts texts;
    private final VBox header = new VBox();

    ExampleView(ExamplePage page, ExamplesViewModel model, ScreenContext context) {
        this.page = page;
        this.model = model;
        this.context = context;
        this.texts = context.texts();
        header.getStyleClass().add("page-header");
        header.getChildren().addAll(titleRow(), description());
        var tabs = new TabPane(
                new Tab(texts.get("plans.tab.prices"), new PricesPage(page.prices(), texts, context.formats())),
                later("plans.tab.month", this::month),
                later(
                        "plans.tab.document",
                        () -> new DocumentView(page.prices().document(), texts, context.notices())));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        getChildren().addAll(header, tabs);
    }

    private HBox titleRow() {
        var name = new Label(page.example().title(locale()));
        name.getStyleClass().add("page-title");
        name.setId("example-title");
        var pill = new StatusPill(new Status(Tone.INFO, Feather.BOOK_OPEN, texts.get("plans.example")));
        var currency = new Label(page.example().plan().currency().getCode());
        currency.getStyleClass().add("tag");
        var code = new Label(page.example().name());
        code.getStyleClass().add("code");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var row = new HBox(name, pill, currency, code, gap);
        row.getChildren().forEach(part -> ((Region) part).setMinWidth(Region.USE_PREF_SIZE));
        name.setMinWidth(0);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("page-title-row");
        if (model.mayPublish()) {
            row.getChildren().add(publishButton());
        }
        return row;
    }

    private Button publishButton() {
        var publish = new Button(texts.get("plans.publish"), new FontIcon(Feather.PLUS));
        publish.getStyleClass().add("accent");
        publish.setId("publish-example");
        publish.setMinWidth(Region.USE_PREF_SIZE);
        publish.setOnAction(_ -> {
            publish.setVisible(false);
            var form = new ExampleForm(page.example(), model, context);
            form.closed(() -> {
                header.getChildren().remove(form);
                publish.setVisible(true);
            });
            header.getChildren().add(form);
            form.begin();
        });
        return publish;
    }

    private Label description() {
        var words = new Label(page.example().description(locale()));
        words.getStyleClass().add("fact-label");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        return words;
    }

    private Tab later(String title, Supplier<Node> content) {
        var tab = new Tab(texts.get(title));
        tab.setOnSelectionChanged(_ -> {
            if (tab.isSelected() && tab.getContent() == null) {
                tab.setContent(content.get());
            }
        });
        return tab;
    }

    private Node month() {
        var heading = new Label(texts.get("plans.month.title"));
        heading.getStyleClass().add("card-title");
        var words = new Label(texts.get("plans.month.text"));
        words.getStyleClass().add("fact-label");
        words.setWrapText(true);
        var card = new VBox(heading, words, new PriceTableView(page.month()), totals());
        card.getStyleClass().add("card");
        var cards = new VBox(card);
        cards.getStyleClass().add("page-cards");
        var scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().addAll("page-scroll", "edge-to-edge");
        return scroll;
    }

    /** Figures under the amounts of the lines, digit under digit. */
    private GridPane totals() {
        var totals = new GridPane();
        totals.getStyleClass().add("month-totals");
        for (int row = 0; row < page.totals().size(); row++) {
            Fact total = page.totals().get(row);
            var label = new Label(total.label());
            label.getStyleClass().add("fact-label");
            var amount = new Label(total.value());
            amount.getStyleClass().add("fact-value");
            label.setLabelFor(amount);
            GridPane.setHalignment(amount, HPos.RIGHT);
            totals.addRow(row, label, amount);
        }
        return totals;
    }

    private Locale locale() {
        return context.texts().locale();
    }
}
