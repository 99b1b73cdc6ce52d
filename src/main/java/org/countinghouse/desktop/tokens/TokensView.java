package org.countinghouse.desktop.tokens;

import java.util.List;
import java.util.Optional;
import javafx.beans.binding.BooleanExpression;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.common.table.DataTable;
import org.countinghouse.security.AccessTokenRow;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The list of access tokens. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class TokensView implements Screen {
    private final ScreenContext context;
    private final Texts texts;
    private final TokensViewModel model;
    private final List<Action> actions;

    @FXML
    private StackPane root;

    @FXML
    private Label about;

    @FXML
    private DataTable<AccessTokenRow> table;

    @FXML
    private ProgressBar busy;

    public TokensView(ScreenContext context, TokensServices services) {
        this.context = context;
        this.texts = context.texts();
        this.model = new TokensViewModel(services, context);
        this.actions = services.mayIssue()
                ? List.of(
                        Action.of("token.issue", TokensViewModel.SCREEN, Feather.PLUS, "Shortcut+N", this::issue)
                                .enabledWhen(model.canIssue()),
                        Action.of("token.revoke", TokensViewModel.SCREEN, Feather.SLASH, "DELETE", this::revoke)
                                .enabledWhen(model.canRevoke()))
                : List.of();
    }

    @FXML
    void initialize() {
        about.setText(texts.get(model.mayIssue() ? "tokens.about" : "tokens.about.look"));
        table.show(
                context,
                TokensViewModel.SCREEN,
                model.list(),
                TokenColumns.of(new TokenWords(texts, context.formats())));
        table.whenNoneYet(this::noneYet);
        table.current().addListener((_, _, row) -> model.select(row));
        table.rowActions(_ -> actions);
        actions.forEach(action -> table.addToBar(button(action)));
        busy.visibleProperty().bind(model.acting());
    }

    private Button button(Action action) {
        var button = new Button(texts.get(action.textKey()), new FontIcon(action.icon()));
        button.setId(action.id().replace('.', '-'));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.disableProperty()
                .bind(BooleanExpression.booleanExpression(action.enabled()).not());
        button.setOnAction(_ -> action.fire());
        if (action.keys() != null) {
            button.setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
        if (action.equals(actions.getFirst())) {
            button.getStyleClass().add("accent");
        }
        return button;
    }

    private EmptyState noneYet() {
        var nothing = new EmptyState(
                Tone.NEUTRAL,
                Feather.KEY,
                texts.get("tokens.none.title"),
                texts.get(model.mayIssue() ? "tokens.none.text" : "tokens.none.look"));
        return model.mayIssue() ? nothing.offer(texts.get("action.token.issue"), this::issue) : nothing;
    }

    private void issue() {
        var window = root.getScene().getWindow();
        IssueDialog.ask(
                context,
                window,
                model,
                wish -> model.issue(wish, issued -> IssuedDialog.show(context, window, issued, model.shared())));
    }

    private void revoke() {
        AccessTokenRow row = model.current().get();
        if (row != null) {
            RevokeQuestion.ask(context, root.getScene().getWindow(), row, () -> model.revoke(row));
        }
    }

    @Override
    public void activate() {
        model.activate();
        table.tellStatus(context, model.list());
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public List<Action> actions() {
        return actions;
    }

    @Override
    public Optional<ListCommands> list() {
        return Optional.of(table);
    }
}
