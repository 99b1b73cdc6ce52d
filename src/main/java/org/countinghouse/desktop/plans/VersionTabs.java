package org.countinghouse.desktop.plans;

import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.thresholds.PlanThresholds;
import org.countinghouse.desktop.thresholds.ThresholdServices;

/** What there is to read of a version, and of its plan. */
final class VersionTabs extends TabPane {
    private static final int DOCUMENT = 1;

    private final ScreenContext context;

    VersionTabs(ScreenContext context, ThresholdServices thresholds, PlanRow plan, VersionPage version) {
        this.context = context;
        setId("plan-tabs");
        Texts texts = context.texts();
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        getTabs()
                .addAll(
                        new Tab(texts.get("plans.tab.prices"), new PricesPage(version, texts, context.formats())),
                        later(
                                "plans.tab.document",
                                () -> new DocumentView(version.document(), texts, context.notices())),
                        checks(version.review()),
                        later("plans.tab.compare", () -> new ComparePage(version.review(), texts, context.formats())),
                        later(
                                "plans.tab.thresholds",
                                () -> new PlanThresholds(
                                        context, thresholds, plan.code(), plan.name(), plan.currency())));
    }

    void showDocument() {
        getSelectionModel().select(DOCUMENT);
    }

    /** Reads again what others may have changed. */
    void refresh() {
        for (Tab tab : getTabs()) {
            if (tab.getContent() instanceof PlanThresholds page) {
                page.refresh();
            }
        }
    }

    /** A tab whose content is made when it is first looked at. */
    private Tab later(String title, Supplier<Node> content) {
        var tab = new Tab(context.texts().get(title));
        tab.setOnSelectionChanged(_ -> {
            if (tab.isSelected() && tab.getContent() == null) {
                tab.setContent(content.get());
            }
        });
        return tab;
    }

    /** The checks run at once, so that their tab can say how much they found. */
    private Tab checks(ReviewViewModel review) {
        Texts texts = context.texts();
        Tab tab = later("plans.tab.checks", () -> new ChecksPage(review, texts, context.formats()));
        Runnable count = () -> {
            if (review.checks().get() instanceof ReviewViewModel.Checks.Done done
                    && !done.findings().isEmpty()) {
                tab.setText(texts.get(
                        "plans.tab.checks.count",
                        context.formats().count(done.findings().size())));
            }
        };
        review.checks().addListener((_, _, _) -> count.run());
        review.check();
        count.run();
        return tab;
    }
}
