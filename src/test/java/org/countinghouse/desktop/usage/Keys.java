package org.countinghouse.desktop.usage;

import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * A person at the keyboard of one window: every key goes to whatever has the focus there, as the toolkit would hand it on.
 * A robot types into the window that the platform calls active, and without a display a question never becomes that.
 */
public final class Keys {
    private static final int MOST_TABS = 30;

    private final ScreenStage stage;
    private final Scene scene;

    public Keys(ScreenStage stage, Scene scene) {
        this.stage = stage;
        this.scene = scene;
    }

    /** What has the focus. */
    public Node focused() {
        Node owner = scene.getFocusOwner();
        if (owner == null) {
            throw new AssertionError("nothing in the window has the keyboard");
        }
        return owner;
    }

    public Keys press(KeyCode code) throws Exception {
        stage.onFx(() -> {
            Event.fireEvent(focused(), key(KeyEvent.KEY_PRESSED, "", code));
            if (scene.getFocusOwner() != null) {
                Event.fireEvent(focused(), key(KeyEvent.KEY_RELEASED, "", code));
            }
        });
        return this;
    }

    public Keys write(String text) throws Exception {
        for (int at = 0; at < text.length(); at++) {
            String letter = text.substring(at, at + 1);
            stage.onFx(() -> Event.fireEvent(focused(), key(KeyEvent.KEY_TYPED, letter, KeyCode.UNDEFINED)));
        }
        return this;
    }

    /** Tab by tab to the node of an id. */
    public Keys tabTo(String id) throws Exception {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (id.equals(focused().getId())) {
                return this;
            }
            press(KeyCode.TAB);
        }
        throw new AssertionError("no Tab leads to " + id);
    }

    private static KeyEvent key(javafx.event.EventType<KeyEvent> type, String character, KeyCode code) {
        return new KeyEvent(type, character, "", code, false, false, false, false);
    }
}
