package org.countinghouse.desktop.usage;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.insight.UsageEventRow;
import org.countinghouse.storage.list.Filter;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Leaves only the events that came late, with one click. */
final class LateFilter {
    private static final Filter.Condition LATE =
            new Filter.Condition("arrival", Filter.Operator.EQUALS, UsageEventRow.LATE);

    private LateFilter() {}

    static ToggleButton button(TableModel<UsageEventRow> events, Texts texts) {
        var late = new ToggleButton(texts.get("usage.late"), new FontIcon(Feather.CLOCK));
        late.setId("only-late");
        late.setMinWidth(ToggleButton.USE_PREF_SIZE);
        late.setTooltip(new Tooltip(texts.get("usage.late.text")));
        late.setOnAction(_ -> {
            if (late.isSelected()) {
                events.filter(events.filter().get().and(LATE.column(), LATE.operator(), LATE.value()));
            } else {
                events.remove(LATE);
            }
        });
        events.filter()
                .addListener(
                        (_, _, filter) -> late.setSelected(filter.conditions().contains(LATE)));
        return late;
    }
}
