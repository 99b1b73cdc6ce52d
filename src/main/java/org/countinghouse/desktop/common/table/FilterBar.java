package org.countinghouse.desktop.common.table;

import atlantafx.base.controls.CustomTextField;
import java.util.Objects;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.list.Filter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Search field, conditions as chips, number of matches, choice of columns and export. */
final class FilterBar<R> extends VBox {
    private static final PseudoClass TIGHT = PseudoClass.getPseudoClass("tight");
    private static final double LEAST_SEARCH = 170;

    private final TableModel<R> model;
    private final FilterWords<R> words;
    private final Texts texts;
    private final Formats formats;
    private final CustomTextField search = new CustomTextField();
    private final FlowPane chips = new FlowPane();
    private final Label count = new Label();
    private final MenuButton columns = new MenuButton();
    private final Button export = new Button();
    private final HBox tools = new HBox();
    private boolean tight;
    private double wanted;

    FilterBar(TableModel<R> model, FilterWords<R> words, Texts texts, Formats formats) {
        this.model = model;
        this.words = words;
        this.texts = texts;
        this.formats = formats;
        getStyleClass().add("filter-bar");
        setUpSearch();
        setUpButtons();
        chips.getStyleClass().add("chips");
        getChildren().addAll(tools, chips);
        model.filter().addListener((_, _, filter) -> showFilter(filter));
        model.totals().addListener((_, _, totals) -> showCount(totals.rows()));
        model.rows().addListener((ListChangeListener<R>) this::learn);
        tools.widthProperty().addListener((_, _, _) -> fit());
        showFilter(model.filter().get());
        showCount(model.totals().get().rows());
    }

    /** Where there is little room the words of the filter and the count give way, which stands below too. */
    private void fit() {
        if (!tight) {
            wanted = tools.prefWidth(USE_COMPUTED_SIZE) - search.prefWidth(USE_COMPUTED_SIZE) + LEAST_SEARCH;
        }
        tight = tools.getWidth() > 0 && tools.getWidth() < wanted;
        pseudoClassStateChanged(TIGHT, tight);
        count.setManaged(!tight);
        count.setVisible(!tight);
    }

    private void setUpSearch() {
        search.setPromptText(texts.get("table.search"));
        search.setAccessibleText(texts.get("table.search"));
        search.setLeft(new FontIcon(Feather.SEARCH));
        search.getStyleClass().add("search-field");
        search.textProperty().addListener((_, _, text) -> model.search(text));
    }

    private void setUpButtons() {
        var add = new Button(texts.get("table.filter"), new FontIcon(Feather.FILTER));
        add.getStyleClass().addAll("flat", "quiet");
        add.setMinWidth(USE_PREF_SIZE);
        count.setMinWidth(USE_PREF_SIZE);
        add.setAccessibleText(texts.get("table.filter"));
        add.setOnAction(_ -> new ConditionEditor<>(model, words, texts).show(add));
        columns.setGraphic(new FontIcon(Feather.COLUMNS));
        columns.getStyleClass().addAll("flat", "quiet", "no-arrow");
        columns.setTooltip(new Tooltip(texts.get("table.columns")));
        columns.setAccessibleText(texts.get("table.columns"));
        export.setGraphic(new FontIcon(Feather.DOWNLOAD));
        export.getStyleClass().addAll("flat", "quiet", "button-icon");
        export.setTooltip(new Tooltip(texts.get("table.export")));
        export.setAccessibleText(texts.get("table.export"));
        count.getStyleClass().add("filter-count");
        var gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        tools.getStyleClass().add("filter-tools");
        tools.getChildren().addAll(search, add, gap, count, columns, export);
    }

    private void showFilter(Filter filter) {
        if (!filter.search().equals(search.getText().strip())) {
            search.setText(filter.search());
        }
        chips.getChildren().setAll(filter.conditions().stream().map(this::chip).toList());
        if (!filter.conditions().isEmpty()) {
            var clear = new Button(texts.get("table.filter.clear"));
            clear.getStyleClass().addAll("flat", "quiet", "small");
            clear.setOnAction(_ -> model.filter(Filter.ALL));
            chips.getChildren().add(clear);
        }
        chips.setVisible(!filter.conditions().isEmpty());
        chips.setManaged(!filter.conditions().isEmpty());
    }

    /** Rows came in: they may have words for what is filtered by. */
    private void learn(ListChangeListener.Change<? extends R> change) {
        boolean atTheTop = false;
        while (change.next()) {
            atTheTop |= change.getFrom() < LazyRows.PAGE_SIZE;
        }
        if (!atTheTop) {
            return;
        }
        words.learn();
        var conditions = model.filter().get().conditions();
        for (int at = 0; at < conditions.size() && at < chips.getChildren().size(); at++) {
            if (chips.getChildren().get(at) instanceof Button chip) {
                name(chip, conditions.get(at));
            }
        }
    }

    private void name(Button chip, Filter.Condition condition) {
        String text = words.sentence(condition);
        chip.setText(text);
        chip.setAccessibleText(texts.get("table.filter.remove", text));
    }

    private Button chip(Filter.Condition condition) {
        var chip = new Button("", new FontIcon(Feather.X));
        chip.getStyleClass().add("chip");
        name(chip, condition);
        chip.setOnAction(_ -> model.remove(condition));
        return chip;
    }

    private void showCount(long rows) {
        count.setText(texts.get("table.count", formats.count(rows)));
        fit();
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }

    MenuButton columns() {
        return columns;
    }

    Button export() {
        return export;
    }

    /** Puts a control of the screen, such as its main button, at the end of the bar. */
    void add(javafx.scene.Node control) {
        tools.getChildren().add(Objects.requireNonNull(control));
    }
}
