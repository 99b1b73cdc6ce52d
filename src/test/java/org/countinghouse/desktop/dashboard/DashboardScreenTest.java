package org.countinghouse.desktop.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.control.Label;
import org.countinghouse.desktop.TestDesktop;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.Preferences.Theme;
import org.countinghouse.desktop.invoices.InvoicesView;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardScreenTest {
    private TestDesktop desktop;

    @BeforeAll
    void open() throws Exception {
        desktop = TestDesktop.open();
    }

    @AfterAll
    void close() throws Exception {
        desktop.close();
    }

    @Test
    void showsTheLatestPeriodInBothThemes() throws Exception {
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            desktop.show(theme, 1440, 900, List.of(DashboardView::definition, InvoicesView::definition));
            desktop.go(Location.of("dashboard", "period", "2023-11"));
            desktop.until(() -> desktop.stage().getScene().lookup("#tile-revenue-value") != null
                    && !desktop.find("tile-revenue-value", Label.class)
                            .getText()
                            .isEmpty());
            Thread.sleep(800);
            desktop.picture("dashboard-" + theme);
            desktop.go(Location.of("invoices"));
            desktop.until(() -> desktop.stage().getScene().lookup("#invoice-total") != null);
            Thread.sleep(3000);
            desktop.picture("invoices-" + theme);
            assertThat(desktop.stage().isShowing()).isTrue();
            desktop.closeWindow();
        }
    }
}
