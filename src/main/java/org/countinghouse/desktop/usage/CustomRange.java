package org.countinghouse.desktop.usage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import org.controlsfx.control.PopOver;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.insight.Granularity;
import org.countinghouse.insight.TimeRange;
import org.jspecify.annotations.Nullable;

/** A small form for any range: two days, with times when they matter. */
final class CustomRange {
    private static final String MIDNIGHT = "00:00";

    private final UsageViewModel model;
    private final ScreenContext context;
    private final DateField fromDay;
    private final TextField fromTime = new TextField();
    private final DateField toDay;
    private final TextField toTime = new TextField();
    private final Button apply = new Button();
    private final PopOver popOver = new PopOver();

    CustomRange(UsageViewModel model, ScreenContext context) {
        this.model = model;
        this.context = context;
        toDay = new DateField(context);
        fromDay = new DateField(context);
    }

    void show(Node owner) {
        if (model.answer().get() != null) {
            fill(model.shownRange());
        }
        for (var field : new TextField[] {fromTime, toTime}) {
            field.getStyleClass().add("time-field");
            field.setPromptText("HH:mm");
            field.textProperty().addListener((_, _, _) -> check());
        }
        fromDay.valueProperty().addListener((_, _, _) -> check());
        toDay.valueProperty().addListener((_, _, _) -> check());
        apply.setText(context.texts().get("usage.range.apply"));
        apply.getStyleClass().add("accent");
        apply.setDefaultButton(true);
        apply.setOnAction(_ -> apply());
        popOver.setContentNode(form());
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popOver.setDetachable(false);
        check();
        popOver.show(owner);
    }

    private GridPane form() {
        var form = new GridPane();
        form.getStyleClass().add("range-form");
        form.addRow(0, new Label(context.texts().get("usage.range.from")), fromDay, fromTime);
        form.addRow(1, new Label(context.texts().get("usage.range.to")), toDay, toTime);
        var zone = new Label(context.texts().get("usage.range.in", model.zone().getId()));
        zone.getStyleClass().add("subtle");
        form.add(zone, 1, 2, 2, 1);
        form.add(fromDay.problem(), 1, 3, 2, 1);
        form.add(toDay.problem(), 1, 4, 2, 1);
        form.add(apply, 1, 5, 2, 1);
        return form;
    }

    private void fill(TimeRange range) {
        ZonedDateTime from = range.from().atZone(model.zone());
        ZonedDateTime to = range.to().atZone(model.zone());
        fromDay.setValue(from.toLocalDate());
        fromTime.setText(clock(from));
        toDay.setValue(to.toLocalDate());
        toTime.setText(clock(to));
    }

    private static String clock(ZonedDateTime time) {
        return "%02d:%02d".formatted(time.getHour(), time.getMinute());
    }

    private void check() {
        apply.setDisable(range() == null);
    }

    private void apply() {
        TimeRange range = range();
        if (range != null) {
            model.range().set(new RangeChoice.Custom(range));
            popOver.hide();
        }
    }

    private @Nullable TimeRange range() {
        Instant from = instant(fromDay.getValue(), fromTime.getText());
        Instant to = instant(toDay.getValue(), toTime.getText());
        if (from == null || to == null || !from.isBefore(to)) {
            return null;
        }
        var range = new TimeRange(from, to);
        return Granularity.MONTH.fits(range) ? range : null;
    }

    private @Nullable Instant instant(@Nullable LocalDate day, @Nullable String time) {
        if (day == null) {
            return null;
        }
        try {
            var local = LocalTime.parse(time == null || time.isBlank() ? MIDNIGHT : time.strip());
            return day.atTime(local).atZone(model.zone()).toInstant();
        } catch (DateTimeException incomplete) {
            return null;
        }
    }
}
