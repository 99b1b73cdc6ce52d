package org.countinghouse.desktop.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class DateFieldTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 4);

    private DateField english;
    private DateField german;
    private TextField other;

    @Start
    void start(Stage stage) {
        english = new DateField(Texts.in(Language.ENGLISH), new Formats(Locale.US, ZoneOffset.UTC));
        german = new DateField(Texts.in(Language.GERMAN), new Formats(Locale.GERMANY, ZoneOffset.UTC));
        other = new TextField();
        stage.setScene(new Scene(new VBox(english, english.problem(), german, german.problem(), other), 400, 300));
        stage.show();
    }

    @Test
    void showsADayInTheLanguageOfTheProgram(FxRobot robot) {
        robot.interact(() -> {
            english.setValue(DAY);
            german.setValue(DAY);
        });

        assertThat(english.getEditor().getText()).isEqualTo("Mar 4, 2026");
        assertThat(german.getEditor().getText()).isEqualTo("04.03.2026");
    }

    @Test
    void takesWhatIsTypedInTheLanguageOrAsIso(FxRobot robot) {
        type(robot, german, "4.3.2026");
        assertThat(german.getValue()).isEqualTo(DAY);

        type(robot, german, "2026-03-05");
        assertThat(german.getValue()).isEqualTo(DAY.plusDays(1));
        assertThat(german.getEditor().getText()).isEqualTo("05.03.2026");

        type(robot, german, "");
        assertThat(german.getValue()).isNull();
        assertThat(german.unreadable().get()).isFalse();
    }

    @Test
    void whatIsNoDayStaysToBeMendedAndIsNotTheDayBefore(FxRobot robot) throws Exception {
        robot.interact(() -> english.setValue(DAY));

        type(robot, english, "Feb 30, 2026");
        WaitForAsyncUtils.waitFor(
                30, TimeUnit.SECONDS, () -> english.getEditor().getText().equals("Feb 30, 2026"));

        assertThat(english.getValue()).isNull();
        assertThat(english.unreadable().get()).isTrue();
        assertThat(english.holdsBack()).isTrue();
        assertThat(english.getEditor().getText()).isEqualTo("Feb 30, 2026");
        assertThat(english.problem().isVisible()).isTrue();
        assertThat(english.problem().getText()).contains("Jan 31, 2026").contains("2026-01-31");

        type(robot, english, "3/4/26");

        assertThat(english.getValue()).isEqualTo(DAY);
        assertThat(english.unreadable().get()).isFalse();
        assertThat(english.problem().isManaged()).isFalse();
    }

    /** Writes and goes on to the next field. */
    private void type(FxRobot robot, DateField field, String text) {
        robot.interact(() -> {
            field.requestFocus();
            field.getEditor().setText(text);
            other.requestFocus();
        });
        WaitForAsyncUtils.waitForFxEvents();
    }
}
