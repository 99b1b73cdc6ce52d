package org.countinghouse.desktop.common;

import java.time.LocalDate;
import javafx.animation.PauseTransition;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * A day, in the person's language: shown as every date of the program, and taken as it is shown, in the short way of
 * the language or as in ISO 8601, for example 2026-01-31. What is no day stays to be mended, is said to be none, and
 * leaves the field without a value; it never turns back into the day that was there before.
 */
public final class DateField extends DatePicker {
    private static final PseudoClass ERROR = PseudoClass.getPseudoClass("danger");

    private final Formats formats;
    private final ReadOnlyBooleanWrapper unreadable = new ReadOnlyBooleanWrapper();
    private final Label problem;
    private String wrong = "";
    private boolean restoring;

    public DateField(ScreenContext context) {
        this(context.texts(), context.formats());
    }

    public DateField(Texts texts, Formats formats) {
        this.formats = formats;
        setPromptText(texts.get("date.prompt"));
        setConverter(new Words());
        problem = Questions.sentence(texts.get("date.wrong", formats.date(LocalDate.of(2026, 1, 31))), "danger-text");
        problem.getStyleClass().add("date-problem");
        problem.visibleProperty().bind(unreadable);
        problem.managedProperty().bind(unreadable);
        unreadable.addListener((_, _, now) -> {
            pseudoClassStateChanged(ERROR, now);
            setAccessibleHelp(now ? problem.getText() : "");
            Questions.fit(this);
        });
        getEditor().textProperty().addListener((_, _, text) -> {
            if (!restoring && !text.equals(wrong)) {
                unreadable.set(false);
            }
        });
    }

    /** Whether somebody sees this field and it has to be mended. */
    boolean holdsBack() {
        boolean seen = getScene() != null;
        for (Node node = this; node != null; node = node.getParent()) {
            seen &= node.isVisible();
        }
        return seen && !isDisabled() && unreadable.get();
    }

    /** Whether what was typed is no day. The value is null then, which elsewhere may mean "none wanted". */
    public ReadOnlyBooleanProperty unreadable() {
        return unreadable.getReadOnlyProperty();
    }

    /** What is wrong, to stand below the field; gone while nothing is. */
    public Label problem() {
        return problem;
    }

    /** The control empties its text when there is no value; what is to be mended is put back. */
    private void refuse(String text) {
        wrong = text;
        restoring = true;
        unreadable.set(true);
        var afterwards = new PauseTransition(Duration.millis(1));
        afterwards.setOnFinished(_ -> {
            if (getValue() == null && getEditor().getText().isEmpty()) {
                getEditor().setText(text);
            }
            restoring = false;
            unreadable.set(getEditor().getText().equals(text));
        });
        afterwards.play();
    }

    private final class Words extends StringConverter<LocalDate> {
        @Override
        public String toString(@Nullable LocalDate day) {
            return day == null ? "" : formats.date(day);
        }

        @Override
        public @Nullable LocalDate fromString(@Nullable String typed) {
            if (typed == null || typed.isBlank()) {
                return null;
            }
            var day = formats.readDate(typed);
            if (day.isEmpty()) {
                refuse(typed);
            }
            return day.orElse(null);
        }
    }
}
