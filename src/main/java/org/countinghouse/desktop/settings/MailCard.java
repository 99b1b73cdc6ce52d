package org.countinghouse.desktop.settings;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.mail.MailServer;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** The mail server of this machine: set, kept and tried. */
@SuppressWarnings("NullAway.Init") // Set up once by the view before anything is shown.
public final class MailCard extends VBox {
    private final TextField host = field("mail-host");
    private final TextField port = field("mail-port");
    private final ComboBox<MailServer.Security> security = new ComboBox<>();
    private final TextField user = field("mail-user");
    private final PasswordField password = new PasswordField();
    private final TextField from = field("mail-from");
    private final Button save = new Button();
    private final Button check = new Button();
    private ScreenContext context;
    private Texts texts;
    private MailServices services;
    /** Its password stays while the field is empty, is never shown, and is used for no other server or user. */
    private @Nullable MailServer kept;

    private static TextField field(String id) {
        var field = new TextField();
        field.setId(id);
        return field;
    }

    void show(ScreenContext newContext, MailServices newServices) {
        context = newContext;
        texts = context.texts();
        services = newServices;
        password.setId("mail-password");
        security.setId("mail-security");
        security.getItems().setAll(MailServer.Security.values());
        security.setConverter(new StringConverter<>() {
            @Override
            public String toString(MailServer.@Nullable Security value) {
                return value == null ? "" : texts.get("settings.mail.security." + value.name());
            }

            @Override
            public MailServer.Security fromString(String typed) {
                throw new UnsupportedOperationException("A way is picked, not typed.");
            }
        });
        security.valueProperty().addListener((_, before, chosen) -> {
            boolean usual = before == null || port.getText().equals(Integer.toString(before.usualPort()));
            if (chosen != null && (usual || port.getText().isBlank())) {
                port.setText(Integer.toString(chosen.usualPort()));
            }
        });
        build();
        read();
    }

    private void build() {
        var title = new Label(texts.get("settings.mail"));
        title.getStyleClass().add("section-title");
        var explained = new Label(texts.get("settings.mail.text"));
        explained.getStyleClass().add("muted");
        explained.setWrapText(true);
        var head = new VBox(title, explained);
        head.getStyleClass().add("card-head");
        button(save, "save", this::save);
        save.getStyleClass().add("accent");
        button(check, "check", this::check);
        var buttons = new HBox(save, check);
        buttons.getStyleClass().add("wallet-row");
        getStyleClass().add("card");
        getChildren()
                .setAll(
                        head,
                        row(named("settings.host", host), named("settings.port", port)),
                        named("settings.mail.security", security),
                        row(named("settings.user", user), named("settings.password", password)),
                        named("settings.mail.from", from),
                        buttons);
        getChildren().forEach(child -> VBox.setVgrow(child, Priority.NEVER));
    }

    private VBox named(String key, Control control) {
        control.setMaxWidth(Double.MAX_VALUE);
        return Questions.field(texts.get(key), control);
    }

    private static HBox row(VBox wide, VBox narrow) {
        HBox.setHgrow(wide, Priority.ALWAYS);
        return Questions.row(wide, narrow);
    }

    private void button(Button button, String what, Runnable run) {
        button.setText(texts.get("settings.mail." + what));
        button.setId("mail-" + what);
        button.setOnAction(_ -> run.run());
    }

    private void read() {
        security.setValue(MailServer.Security.STARTTLS);
        context.tasks()
                .<Optional<MailServer>>run(
                        texts.get("settings.mail"),
                        _ -> services.settings().server(),
                        server -> server.ifPresent(this::fill),
                        context.notices()::failure);
        boolean fixed = services.settings().byEnvironment();
        for (Control control : new Control[] {host, port, security, user, password, from, save}) {
            control.setDisable(fixed);
        }
    }

    private void fill(MailServer server) {
        host.setText(server.host());
        security.setValue(server.security());
        port.setText(Integer.toString(server.port()));
        user.setText(server.user());
        from.setText(server.from());
        kept = server;
        password.setPromptText(server.password().isEmpty() ? "" : texts.get("settings.mail.kept"));
    }

    private MailServer typed() {
        boolean same = kept != null
                && kept.host().equals(host.getText().strip())
                && kept.user().equals(user.getText().strip());
        String secret = kept != null && same && password.getText().isEmpty() ? kept.password() : password.getText();
        int number;
        try {
            number = Integer.parseInt(port.getText().strip());
        } catch (NumberFormatException unreadable) {
            number = 0;
        }
        return new MailServer(
                host.getText(),
                number,
                security.getValue(),
                user.getText(),
                user.getText().isBlank() ? "" : secret,
                from.getText());
    }

    private void save() {
        with(
                this::typed,
                server -> context.tasks()
                        .<Boolean>run(
                                texts.get("settings.mail"),
                                _ -> {
                                    services.settings().keep(server);
                                    return true;
                                },
                                _ -> {
                                    password.clear();
                                    fill(server);
                                    context.notices().success(texts.get("settings.mail.saved"));
                                },
                                context.notices()::failure));
    }

    private void check() {
        with(
                this::typed,
                server -> context.tasks()
                        .<Boolean>run(
                                texts.get("settings.mail.check"),
                                _ -> {
                                    services.delivery().check(server);
                                    return true;
                                },
                                _ -> context.notices().success(texts.get("settings.mail.answers", server.host())),
                                context.notices()::failure));
    }

    private void with(Supplier<MailServer> read, Consumer<MailServer> go) {
        try {
            go.accept(read.get());
        } catch (Failure failure) {
            context.notices().failure(failure);
        }
    }
}
