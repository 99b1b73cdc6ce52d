package org.countinghouse.desktop.inbox;

import javafx.stage.Window;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.CustomerSearch;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.metering.InboxGroup;

/** Asks which customer an unknown id means. */
final class MapQuestion {
    private MapQuestion() {}

    static void ask(ScreenContext context, Window owner, InboxViewModel model, InboxGroup group) {
        Texts texts = context.texts();
        var search = new CustomerSearch(context, model.customers(), "map");
        var confirm = Questions.ask(
                owner,
                texts,
                texts.get("inbox.map.title", group.about()),
                texts.get("inbox.map.confirm"),
                "confirm-map",
                () -> {
                    CustomerRow customer = search.chosen().get();
                    if (customer != null) {
                        model.map(customer);
                    }
                },
                Questions.sentence(texts.get("inbox.map.text", context.formats().count(group.entries())), "muted"),
                search);
        confirm.setDisable(true);
        search.chosen().addListener((_, _, customer) -> {
            confirm.setDisable(customer == null);
            confirm.setText(
                    customer == null
                            ? texts.get("inbox.map.confirm")
                            : texts.get("inbox.map.confirm.to", customer.name()));
        });
        search.begin();
    }
}
