package org.countinghouse.desktop.tokens;

import java.time.Duration;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.security.AccessToken;
import org.countinghouse.security.AccessTokenRow;
import org.countinghouse.security.AccessTokens;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State of the tokens screen: the list, the one that is looked at, issuing and revoking. */
public final class TokensViewModel {
    /** Name of this screen. */
    public static final String SCREEN = "tokens";

    private static final Duration BURST = Duration.ofMillis(400);

    private final TokensServices services;
    private final ScreenContext context;
    private final TableModel<AccessTokenRow> list;
    private final LatestTask hearing;
    private final ReadOnlyObjectWrapper<@Nullable AccessTokenRow> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper();
    private final BooleanBinding canIssue;
    private final BooleanBinding canRevoke;
    private @Nullable AutoCloseable listening;
    private boolean hurried;

    public TokensViewModel(TokensServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        list = new TableModel<>(services.list(), context.tasks(), context.clock());
        hearing = context.tasks().latest();
        canIssue = Bindings.createBooleanBinding(() -> services.mayIssue() && !acting.get(), acting);
        canRevoke = Bindings.createBooleanBinding(() -> canIssue.get() && holds(current.get()), canIssue, current);
    }

    private static boolean holds(@Nullable AccessTokenRow row) {
        return row != null && row.state().holds();
    }

    void activate() {
        if (listening == null) {
            listening = services.listen().apply(_ -> context.tasks().onScreen(this::changedElsewhere));
        }
        list.reload();
    }

    void deactivate() {
        hearing.cancel();
        hurried = false;
        AutoCloseable open = listening;
        listening = null;
        if (open != null) {
            context.tasks()
                    .<Boolean>run(
                            "listen",
                            _ -> {
                                open.close();
                                return true;
                            },
                            _ -> {},
                            context.notices()::failure);
        }
    }

    /** The first piece of news starts the wait; more of them do not put it off. */
    private void changedElsewhere() {
        if (!hurried) {
            hurried = true;
            hearing.<Boolean>run(
                    "list",
                    BURST,
                    _ -> true,
                    _ -> {
                        hurried = false;
                        list.reload();
                    },
                    _ -> hurried = false);
        }
    }

    void refresh() {
        list.reload();
    }

    void select(@Nullable AccessTokenRow row) {
        current.set(row);
    }

    /** @param issued gets the token with its text, which is known only now */
    void issue(TokenWish wish, Consumer<AccessTokens.Issued> issued) {
        if (!canIssue.get()) {
            return;
        }
        acting.set(true);
        context.tasks()
                .<AccessTokens.Issued>run(
                        context.texts().get("tokens.issuing"),
                        _ -> services.tokens()
                                .issue(
                                        wish.name(),
                                        wish.scopes(),
                                        wish.customer(),
                                        wish.validity(),
                                        services.secret().get()),
                        done -> {
                            acting.set(false);
                            list.reload();
                            issued.accept(done);
                        },
                        this::failed);
    }

    void revoke(AccessTokenRow row) {
        if (!canIssue.get()) {
            return;
        }
        acting.set(true);
        context.tasks()
                .<AccessToken>run(
                        context.texts().get("tokens.revoking"),
                        _ -> services.tokens().revoke(row.token().id()),
                        done -> {
                            acting.set(false);
                            list.reload();
                            context.notices().success(context.texts().get("tokens.revoked", done.name()));
                        },
                        this::failed);
    }

    private void failed(Failure problem) {
        acting.set(false);
        context.notices().failure(problem);
        list.reload();
    }

    TableModel<AccessTokenRow> list() {
        return list;
    }

    /** Whom a token may be confined to. */
    RowSource<CustomerRow> customers() {
        return services.customers();
    }

    boolean mayIssue() {
        return services.mayIssue();
    }

    boolean shared() {
        return services.shared();
    }

    BooleanBinding canIssue() {
        return canIssue;
    }

    BooleanBinding canRevoke() {
        return canRevoke;
    }

    ReadOnlyObjectProperty<@Nullable AccessTokenRow> current() {
        return current.getReadOnlyProperty();
    }

    /** A token is being issued or revoked. */
    ReadOnlyBooleanProperty acting() {
        return acting.getReadOnlyProperty();
    }
}
