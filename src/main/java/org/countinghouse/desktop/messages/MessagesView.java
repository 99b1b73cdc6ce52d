package org.countinghouse.desktop.messages;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.list.ListScreen;
import org.countinghouse.desktop.common.table.DataColumn;
import org.countinghouse.desktop.invoices.MessageStatuses;
import org.countinghouse.mail.MailList.Stage;
import org.countinghouse.mail.MailRow;
import org.countinghouse.mail.MailState;
import org.countinghouse.storage.list.Filter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** The list of messages, and the one that is looked at beside it. */
public final class MessagesView extends ListScreen<MailRow> {
    private final Texts texts;
    private final MessagesModel model;
    private final List<Action> ofRow;
    /** Null: all messages. */
    private final Map<@Nullable Stage, ToggleButton> choices = new HashMap<>();

    public MessagesView(ScreenContext context, MessagesServices services) {
        this(context, new MessagesModel(services, context));
    }

    private MessagesView(ScreenContext context, MessagesModel model) {
        super(context, MessagesModel.SCREEN, model.list());
        this.texts = context.texts();
        this.model = model;
        var open = Action.of(
                        "message.invoice",
                        MessagesModel.SCREEN,
                        Feather.FILE_TEXT,
                        "Shortcut+Enter",
                        model::openInvoice)
                .enabledWhen(model.list().detail().isNotNull());
        ofRow = model.mayDecide()
                ? List.of(
                        open,
                        Action.of("message.repeat", MessagesModel.SCREEN, Feather.SEND, "Shortcut+L", model::repeat)
                                .enabledWhen(model.may(MailState::repeatable)),
                        Action.of("message.went-out", MessagesModel.SCREEN, Feather.CHECK, null, model::wentOut)
                                .enabledWhen(model.may(state -> state == MailState.UNSURE)),
                        Action.of("message.cancel", MessagesModel.SCREEN, Feather.SLASH, null, model::cancel)
                                .enabledWhen(model.may(MailState::cancellable)))
                : List.of(open);
    }

    @Override
    protected List<DataColumn<MailRow>> columns() {
        return List.of(
                DataColumn.code("document", "messages.document", 155, MailRow::document),
                DataColumn.status(
                        "state",
                        "messages.state",
                        172,
                        row -> MessageStatuses.of(row.state(), texts),
                        row -> row.state().code()),
                DataColumn.text("customer", "messages.customer", 170, MailRow::customerName),
                DataColumn.text("recipient", "messages.recipient", 200, MailRow::recipient),
                DataColumn.text("reason", "messages.reason", 200, MailRow::reason),
                DataColumn.instant("requested", "messages.requested", 205, MailRow::requestedAt),
                DataColumn.instant("sent", "messages.sent", 205, MailRow::sentAt),
                DataColumn.text("by", "messages.by", 120, MailRow::requestedBy),
                DataColumn.rate("attempts", "messages.attempts", 100, row -> BigDecimal.valueOf(row.attempts())),
                DataColumn.text("subject", "messages.subject", 220, MailRow::subject));
    }

    @Override
    protected EmptyState noneYet() {
        return new EmptyState(
                        Tone.NEUTRAL, Feather.MAIL, texts.get("messages.none.title"), texts.get("messages.none.text"))
                .offer(
                        texts.get("messages.none.invoices"),
                        () -> context().navigator().go("invoices"));
    }

    @Override
    protected List<Node> above() {
        var group = new ToggleGroup();
        var bar = new HBox(choice(group, null));
        for (Stage stage : Stage.values()) {
            bar.getChildren().add(choice(group, stage));
        }
        bar.getStyleClass().add("choices");
        model.list().table().filter().addListener((_, _, filter) -> showChoice(filter));
        showChoice(model.list().table().filter().get());
        table().onOpen(_ -> model.openInvoice());
        return List.of(line(bar));
    }

    private ToggleButton choice(ToggleGroup group, @Nullable Stage stage) {
        String name = stage == null ? "ALL" : stage.name();
        var choice = new ToggleButton(texts.get("messages.show." + name));
        choice.setId("show-" + name);
        choice.getStyleClass().add("choice");
        choice.setMinWidth(Region.USE_PREF_SIZE);
        choice.setToggleGroup(group);
        choice.setOnAction(_ -> {
            choice.setSelected(true);
            model.choose(stage);
        });
        choices.put(stage, choice);
        return choice;
    }

    /** None, when the filter asks something else. */
    private void showChoice(Filter filter) {
        choices.forEach((stage, choice) -> choice.setSelected(filter.conditions()
                .equals(stage == null ? List.of() : stage.filter().conditions())));
    }

    @Override
    protected Optional<Node> beside() {
        return Optional.of(new MessagePane(context(), model, rowButtons()));
    }

    @Override
    protected List<Action> rowActions() {
        return ofRow;
    }

    @Override
    public void show(Location location) {
        model.show(location);
    }
}
