package org.countinghouse.desktop.usage;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.FlowPane;
import org.countinghouse.catalog.Meter;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.CustomerUsage;
import org.countinghouse.insight.TimeRange;
import org.countinghouse.insight.UsageScope;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Narrows usage down to a customer or to values of the meter's dimensions; what is set stands below as chips. */
final class UsageFilter {
    private static final int MOST_VALUES = 40;

    private final UsageViewModel model;
    private final UsageWords words;
    private final ScreenContext context;
    private String customerName = "";

    UsageFilter(UsageViewModel model, UsageWords words, ScreenContext context) {
        this.model = model;
        this.words = words;
        this.context = context;
    }

    void bind(MenuButton button, FlowPane chips) {
        button.setOnShowing(_ -> fill(button));
        // A menu button without entries does not open at all.
        button.getItems().setAll(new Menu(words.property("")));
        model.scope().addListener((_, _, scope) -> showChips(chips, scope));
        model.customerName().addListener((_, _, name) -> {
            customerName = name;
            showChips(chips, model.scope().get());
        });
        showChips(chips, model.scope().get());
    }

    private void fill(MenuButton button) {
        button.getItems().clear();
        model.meterDocument().ifPresent(meter -> {
            if (model.answer().get() != null) {
                TimeRange range = model.shownRange();
                if (meter.aggregation().additive()) {
                    button.getItems().add(customers(meter, range));
                }
                meter.dimensions().forEach(name -> button.getItems().add(values(meter, name, range)));
            }
        });
        if (button.getItems().isEmpty()) {
            var none = new MenuItem(context.texts().get("usage.filter.none"));
            none.setDisable(true);
            button.getItems().add(none);
        }
    }

    private Menu customers(Meter meter, TimeRange range) {
        Menu menu = waiting(words.property(""));
        menu.setOnShowing(_ -> context.tasks()
                .run(
                        context.texts().get("usage.loading"),
                        _ -> model.queries().topCustomers(meter, range, MOST_VALUES),
                        top -> put(menu, top.stream().map(this::customer).toList()),
                        context.notices()::failure));
        return menu;
    }

    private MenuItem customer(CustomerUsage customer) {
        var item = new MenuItem(customer.name());
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> model.onlyCustomer(customer.customer(), customer.name()));
        return item;
    }

    private Menu values(Meter meter, String dimension, TimeRange range) {
        Menu menu = waiting(dimension);
        menu.setOnShowing(_ -> context.tasks()
                .run(
                        context.texts().get("usage.loading"),
                        _ -> model.queries().dimensionValues(meter, dimension, range, MOST_VALUES),
                        found -> put(
                                menu,
                                found.stream().map(one -> value(dimension, one)).toList()),
                        context.notices()::failure));
        return menu;
    }

    private MenuItem value(String dimension, String value) {
        var item = new MenuItem(value);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> model.scope().set(model.scope().get().withProperty(dimension, value)));
        return item;
    }

    private Menu waiting(String name) {
        var menu = new Menu(name);
        menu.setMnemonicParsing(false);
        var wait = new MenuItem(context.texts().get("usage.filter.reading"));
        wait.setDisable(true);
        menu.getItems().add(wait);
        return menu;
    }

    private void put(Menu menu, List<MenuItem> items) {
        if (items.isEmpty()) {
            menu.getItems().getFirst().setText(context.texts().get("usage.filter.nothing"));
        } else {
            menu.getItems().setAll(items);
        }
    }

    private void showChips(FlowPane chips, UsageScope scope) {
        chips.getChildren().clear();
        Long customer = scope.customer();
        if (customer != null) {
            String name = customerName.isEmpty() ? "#" + customer : customerName;
            chips.getChildren().add(chip(words.property(""), name, scope.withCustomer(null)));
        }
        scope.properties()
                .forEach((name, value) -> chips.getChildren().add(chip(name, value, scope.withProperty(name, null))));
        chips.setManaged(!chips.getChildren().isEmpty());
        chips.setVisible(chips.isManaged());
    }

    private Button chip(String property, String value, UsageScope without) {
        var chip = new Button(context.texts().get("usage.filter.chip", property, value), new FontIcon(Feather.X));
        chip.setMnemonicParsing(false);
        chip.getStyleClass().add("chip");
        chip.setContentDisplay(ContentDisplay.RIGHT);
        chip.setAccessibleText(context.texts().get("table.filter.remove", chip.getText()));
        chip.setOnAction(_ -> model.scope().set(without));
        return chip;
    }
}
