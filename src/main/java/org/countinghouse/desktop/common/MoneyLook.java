package org.countinghouse.desktop.common;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.countinghouse.work.Failure;

/**
 * What a step would do to money, in the question before it: worked out while the question is open, anew with every
 * answer that is changed, and dropped when it is closed. The question waits with its button until it is {@link #ready}.
 *
 * @param <T> what is worked out
 */
public final class MoneyLook<T> extends VBox {
    private static final Duration TYPING = Duration.ofMillis(250);

    private final ScreenContext context;
    private final LatestTask looking;
    private final Function<? super T, ? extends List<? extends Node>> words;
    private final ReadOnlyBooleanWrapper ready = new ReadOnlyBooleanWrapper();

    /** @param words shows what was worked out */
    public MoneyLook(ScreenContext context, Function<? super T, ? extends List<? extends Node>> words) {
        this.context = context;
        this.looking = context.tasks().latest();
        this.words = words;
        setId("money-look");
        getStyleClass().add("quota-section");
        sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::showingProperty)
                .addListener((_, before, now) -> {
                    if (Boolean.TRUE.equals(before) && !Boolean.TRUE.equals(now)) {
                        looking.cancel();
                    }
                });
        waitFor("effect.waiting");
    }

    /** Works it out; what was worked out before says nothing any more. */
    public void look(Work<T> work) {
        say(context.texts().get("effect.working"), "muted");
        looking.<T>run(context.texts().get("effect.task"), TYPING, work, this::show, this::refuse);
    }

    /** There is nothing yet to work out. */
    public void waitFor(String key) {
        looking.cancel();
        say(context.texts().get(key), "muted");
    }

    /** The figures are there, and are of the last answers. */
    public ReadOnlyBooleanProperty ready() {
        return ready.getReadOnlyProperty();
    }

    private void show(T found) {
        getChildren().setAll(words.apply(found));
        ready.set(true);
        Questions.fit(this);
    }

    private void refuse(Failure failure) {
        var text = FailureText.of(failure, context.texts());
        say((text.summary() + " " + text.remedy()).strip(), "warning-text");
    }

    private void say(String text, String style) {
        ready.set(false);
        getChildren().setAll(Questions.sentence(text, style));
        Questions.fit(this);
    }
}
