package org.countinghouse.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.countinghouse.desktop.common.Location;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History(Location.of("dashboard"));

    @Test
    void goesBackAndForward() {
        history.go("customers");
        history.go(Location.of("customers", "customer", "7"));

        history.back();
        assertThat(history.here().get()).isEqualTo(Location.of("customers"));
        history.forward();
        assertThat(history.here().get().arguments()).containsEntry("customer", "7");
        assertThat(history.canGoForward().get()).isFalse();
    }

    @Test
    void goingElsewhereForgetsWhatWasAhead() {
        history.go("customers");
        history.back();
        history.go("invoices");

        assertThat(history.canGoForward().get()).isFalse();
        history.back();
        assertThat(history.here().get().screen()).isEqualTo("dashboard");
        assertThat(history.canGoBack().get()).isFalse();
    }

    @Test
    void goingWhereTheWindowIsShowsItAgainAndIsNoStep() {
        var visits = new ArrayList<Location>();
        history.onVisit(visits::add);

        history.go("invoices");
        history.go("invoices");

        assertThat(visits).containsExactly(Location.of("invoices"), Location.of("invoices"));
        history.back();
        assertThat(history.here().get().screen()).isEqualTo("dashboard");
    }
}
