package org.countinghouse.desktop.usage;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.Grouping;
import org.countinghouse.insight.MeterUsage;
import org.jspecify.annotations.Nullable;

/** Ties the bar's controls to the question. */
final class UsageControls {
    /** Months in the menu itself; older ones are one level down, by year. */
    private static final int RECENT_MONTHS = 12;

    private final UsageViewModel model;
    private final UsageWords words;
    private final ScreenContext context;

    UsageControls(UsageViewModel model, UsageWords words, ScreenContext context) {
        this.model = model;
        this.words = words;
        this.context = context;
    }

    void bind(
            ComboBox<MeterUsage> meter,
            MenuButton range,
            HBox granularities,
            MenuButton grouping,
            ToggleButton compare) {
        bindMeter(meter);
        bindRange(range);
        bindGranularity(granularities);
        bindGrouping(grouping);
        compare.selectedProperty().bindBidirectional(model.compare());
    }

    private void bindMeter(ComboBox<MeterUsage> meter) {
        meter.setItems(model.meters());
        meter.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable MeterUsage usage) {
                return usage == null ? "" : usage.meter().name();
            }

            @Override
            public @Nullable MeterUsage fromString(String text) {
                return null;
            }
        });
        meter.setAccessibleText(context.texts().get("usage.meter"));
        meter.valueProperty().bindBidirectional(model.meter());
    }

    private void bindRange(MenuButton button) {
        button.setAccessibleText(context.texts().get("usage.range"));
        Runnable rebuild = () -> {
            button.getItems().setAll(item("usage.range.latest", new RangeChoice.Latest()));
            button.getItems().add(item("usage.range.day", new RangeChoice.LastDay()));
            addMonths(button);
            var custom = new MenuItem(context.texts().get("usage.range.custom"));
            custom.setOnAction(_ -> new CustomRange(model, context).show(button));
            button.getItems().addAll(new SeparatorMenuItem(), custom);
            button.setText(rangeText(model.range().get()));
        };
        model.months().addListener((ListChangeListener<YearMonth>) _ -> rebuild.run());
        model.range().addListener((_, _, _) -> rebuild.run());
        rebuild.run();
    }

    private void addMonths(MenuButton button) {
        if (!model.months().isEmpty()) {
            button.getItems().add(new SeparatorMenuItem());
        }
        Map<Integer, Menu> years = new HashMap<>();
        int listed = 0;
        for (YearMonth month : model.months()) {
            MenuItem item = item(context.formats().month(month), new RangeChoice.Month(month));
            if (listed++ < RECENT_MONTHS) {
                button.getItems().add(item);
            } else {
                years.computeIfAbsent(month.getYear(), year -> {
                            var menu = new Menu(Integer.toString(year));
                            button.getItems().add(menu);
                            return menu;
                        })
                        .getItems()
                        .add(item);
            }
        }
    }

    private RadioMenuItem item(String keyOrText, RangeChoice choice) {
        var item = new RadioMenuItem(context.texts().find(keyOrText).orElse(keyOrText));
        item.setSelected(choice.equals(model.range().get()));
        item.setOnAction(_ -> model.range().set(choice));
        return item;
    }

    private String rangeText(RangeChoice choice) {
        return switch (choice) {
            case RangeChoice.Latest _ -> context.texts().get("usage.range.latest");
            case RangeChoice.LastDay _ -> context.texts().get("usage.range.day");
            case RangeChoice.Month(YearMonth month) -> context.formats().month(month);
            case RangeChoice.Custom(var range) ->
                new TimeLabels(Granularity.HOUR, model.zone(), context.formats().locale())
                        .range(range.from(), range.to());
        };
    }

    private void bindGranularity(HBox place) {
        var group = new ToggleGroup();
        var buttons = new ArrayList<ToggleButton>();
        buttons.add(segment(context.texts().get("usage.granularity.automatic"), null, group));
        for (Granularity granularity : Granularity.values()) {
            buttons.add(segment(words.granularity(granularity), granularity, group));
        }
        place.getChildren().setAll(buttons);
        group.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                group.selectToggle(before);
            } else {
                model.granularity().set((Granularity) now.getUserData());
            }
        });
        Runnable follow = () -> select(group, model.granularity().get());
        model.granularity().addListener((_, _, _) -> follow.run());
        model.answer()
                .addListener((_, _, answer) -> buttons.forEach(button -> button.setDisable(answer != null
                        && button.getUserData() instanceof Granularity granularity
                        && !granularity.fits(answer.series().question().range()))));
        follow.run();
    }

    private ToggleButton segment(String text, @Nullable Granularity granularity, ToggleGroup group) {
        var button = new ToggleButton(text);
        button.getStyleClass().add("segment");
        button.setUserData(granularity);
        button.setToggleGroup(group);
        String key = granularity == null ? "usage.hint.automatic" : "usage.hint." + granularity.name();
        button.setTooltip(new Tooltip(context.texts().get(key)));
        return button;
    }

    private static void select(ToggleGroup group, @Nullable Granularity granularity) {
        for (var toggle : group.getToggles()) {
            if (toggle.getUserData() == granularity) {
                group.selectToggle(toggle);
            }
        }
    }

    private void bindGrouping(MenuButton button) {
        Runnable rebuild = () -> {
            var choices = new ArrayList<Grouping>();
            choices.add(new Grouping.None());
            choices.add(new Grouping.ByCustomer());
            model.meterDocument()
                    .ifPresent(
                            meter -> meter.dimensions().forEach(name -> choices.add(new Grouping.ByDimension(name))));
            button.getItems().setAll(choices.stream().map(this::item).toList());
            button.setText(
                    model.grouping().get() instanceof Grouping.None
                            ? context.texts().get("usage.group")
                            : context.texts()
                                    .get(
                                            "usage.group.by",
                                            words.grouping(model.grouping().get())));
        };
        model.meter().addListener((_, _, _) -> rebuild.run());
        model.grouping().addListener((_, _, _) -> rebuild.run());
        rebuild.run();
    }

    private MenuItem item(Grouping choice) {
        var item = new RadioMenuItem(words.grouping(choice));
        item.setMnemonicParsing(false);
        item.setSelected(choice.equals(model.grouping().get()));
        item.setOnAction(_ -> model.grouping().set(choice));
        return item;
    }
}
