package org.countinghouse.desktop.common.list;

import javafx.beans.binding.BooleanExpression;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.Texts;
import org.kordamp.ikonli.javafx.FontIcon;

/** A button that does an action while it is possible. Its id is the action's, with dashes. */
public final class ActionButton extends Button {
    public ActionButton(Action action, Texts texts) {
        super(texts.get(action.textKey()), new FontIcon(action.icon()));
        setId(action.id().replace('.', '-'));
        setMinWidth(Region.USE_PREF_SIZE);
        setAccessibleText(getText());
        disableProperty()
                .bind(BooleanExpression.booleanExpression(action.enabled()).not());
        setOnAction(_ -> action.fire());
        if (action.keys() != null) {
            setTooltip(new Tooltip(action.keys().getDisplayText()));
        }
    }
}
