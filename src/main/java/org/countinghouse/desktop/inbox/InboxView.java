package org.countinghouse.desktop.inbox;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.layout.StackPane;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.RememberedSplit;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.metering.InboxEntry;
import org.countinghouse.metering.InboxGroup;
import org.countinghouse.metering.InboxReason;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Causes left, the entries of one of them right, all of an entry below. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class InboxView implements Screen {
    private final InboxViewModel model;
    private final ScreenContext context;
    private final Texts texts;
    private final InboxWords words;
    private final List<Action> actions;
    private boolean following;
    /** Number of the entry that was shown last; it is shown again when the list was read again. */
    private long lookedAt;

    @FXML
    private SplitPane split;

    @FXML
    private Label waiting;

    @FXML
    private ListView<InboxGroup> groups;

    @FXML
    private Label reason;

    @FXML
    private Label about;

    @FXML
    private Label meaning;

    @FXML
    private Label when;

    @FXML
    private Button map;

    @FXML
    private Button replayAll;

    @FXML
    private Button discardAll;

    @FXML
    private Label listed;

    @FXML
    private TableView<InboxEntry> entries;

    @FXML
    private Label detail;

    @FXML
    private Label guide;

    @FXML
    private Label facts;

    @FXML
    private TextArea raw;

    @FXML
    private Button replay;

    @FXML
    private Button mend;

    @FXML
    private Button copy;

    @FXML
    private Button discard;

    @FXML
    private StackPane nothing;

    @FXML
    private ProgressBar busy;

    public InboxView(InboxViewModel model, ScreenContext context) {
        this.model = model;
        this.context = context;
        texts = context.texts();
        words = new InboxWords(context);
        var possible = model.chosen().isNotNull().and(model.acting().not());
        var mappable = Bindings.createBooleanBinding(
                () -> possible.get() && ofUnknownCustomer(model.chosen().get()), possible, model.chosen());
        var replayable = Bindings.createBooleanBinding(
                () -> possible.get() && model.entries().stream().anyMatch(InboxEntry::replayable),
                possible,
                model.entries());
        actions = List.of(
                Action.of("inbox.map", "inbox", Feather.USER_CHECK, null, this::map)
                        .enabledWhen(mappable),
                Action.of("inbox.replay", "inbox", Feather.ROTATE_CW, null, model::replayAll)
                        .enabledWhen(replayable),
                Action.of("inbox.discard", "inbox", Feather.TRASH_2, null, this::discardAll)
                        .enabledWhen(possible));
    }

    private static boolean ofUnknownCustomer(@Nullable InboxGroup group) {
        return group != null && group.reason().equals(InboxReason.UNKNOWN_CUSTOMER.code());
    }

    @FXML
    void initialize() {
        RememberedSplit.keep(split, InboxViewModel.SCREEN, context.preferences());
        groups.setItems(model.groups());
        groups.setCellFactory(_ -> new GroupCell(words));
        groups.getSelectionModel().selectedItemProperty().addListener((_, _, group) -> {
            if (group != null && !following) {
                model.choose(group);
            }
        });
        EntryTable.build(entries, context, words);
        entries.setItems(model.entries());
        var pane = new EntryPane(
                model, context, new EntryPane.Nodes(detail, guide, facts, raw, replay, mend, copy, discard));
        entries.getSelectionModel().selectedItemProperty().addListener((_, _, entry) -> {
            lookedAt = entry == null ? lookedAt : entry.id();
            pane.show(entry);
        });
        model.entries().addListener((ListChangeListener<InboxEntry>) _ -> showEntries());
        // A list that was read again has lost what was chosen in it.
        model.groups().addListener((ListChangeListener<InboxGroup>) _ -> follow());
        model.chosen().addListener((_, _, group) -> show(group));
        model.state().addListener((_, _, state) -> show(state));
        model.asOf().addListener((_, _, _) -> tell());
        busy.visibleProperty().bind(model.busy().or(model.acting()));
        wire(map, actions.get(0));
        wire(replayAll, actions.get(1));
        wire(discardAll, actions.get(2));
        show(model.state().get());
        show(model.chosen().get());
    }

    private static void wire(Button button, Action action) {
        button.disableProperty().bind(Bindings.not(action.enabled()));
        button.setOnAction(_ -> action.fire());
    }

    private void map() {
        InboxGroup group = model.chosen().get();
        if (group != null) {
            MapQuestion.ask(context, split.getScene().getWindow(), model, group);
        }
    }

    private void discardAll() {
        InboxGroup group = model.chosen().get();
        if (group != null) {
            DiscardQuestion.ask(context, split.getScene().getWindow(), group.entries(), model::discardAll);
        }
    }

    private void show(InboxState state) {
        nothing.getChildren().clear();
        switch (state) {
            case InboxState.Loading _, InboxState.Waiting _ -> {}
            case InboxState.Empty _ ->
                nothing.getChildren()
                        .add(new EmptyState(
                                        Tone.NEUTRAL,
                                        Feather.INBOX,
                                        texts.get("inbox.none.title"),
                                        texts.get("inbox.none.text"))
                                .offer(
                                        texts.get("inbox.none.import"),
                                        () -> context.navigator().go("import")));
            case InboxState.Broken broken -> {
                var told = FailureText.of(broken.failure(), texts);
                nothing.getChildren()
                        .add(new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, told.summary(), told.remedy())
                                .offer(texts.get("inbox.again"), model::refresh));
            }
        }
        nothing.setVisible(!nothing.getChildren().isEmpty());
        split.setVisible(state instanceof InboxState.Waiting);
    }

    private void show(@Nullable InboxGroup group) {
        if (group == null) {
            return;
        }
        follow();
        reason.setText(words.reason(group));
        about.setText(group.about());
        about.setVisible(!group.about().isEmpty());
        about.setManaged(!group.about().isEmpty());
        meaning.setText(words.meaning(group));
        when.setText(words.when(group));
        boolean mappable = ofUnknownCustomer(group);
        map.setVisible(mappable);
        map.setManaged(mappable);
        replayAll.getStyleClass().remove("accent");
        if (!mappable) {
            replayAll.getStyleClass().add("accent");
        }
        showReplayAll();
        replayAll.setText(texts.get("inbox.replay.all", words.count(group)));
        discardAll.setText(texts.get("inbox.discard.all", words.count(group)));
        waiting.setText(texts.get("inbox.waiting", context.formats().count(model.waiting())));
        tell();
    }

    /** What can never be replayed as it is does not offer it. */
    private void showReplayAll() {
        boolean possible = model.entries().isEmpty() || model.entries().stream().anyMatch(InboxEntry::replayable);
        replayAll.setVisible(possible);
        replayAll.setManaged(possible);
    }

    private void follow() {
        InboxGroup group = model.chosen().get();
        following = true;
        if (group != null && model.groups().contains(group)) {
            groups.getSelectionModel().select(group);
        }
        following = false;
    }

    private void showEntries() {
        InboxGroup group = model.chosen().get();
        boolean more = group != null && group.entries() > model.entries().size();
        listed.setText(
                more
                        ? texts.get(
                                "inbox.listed.first",
                                context.formats().count(model.entries().size()))
                        : texts.get("inbox.listed"));
        if (!model.entries().isEmpty() && entries.getSelectionModel().getSelectedItem() == null) {
            InboxEntry before = model.entries().stream()
                    .filter(entry -> entry.id() == lookedAt)
                    .findFirst()
                    .orElse(model.entries().getFirst());
            entries.getSelectionModel().select(before);
        }
        showReplayAll();
    }

    private void tell() {
        if (split.getScene() != null) {
            context.status()
                    .summary(texts.get("inbox.waiting", context.formats().count(model.waiting())));
            context.status().asOf(model.asOf().get());
        }
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public void activate() {
        model.activate();
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }
}
