package org.countinghouse.desktop.subscriptions;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.countinghouse.catalog.Fee;
import org.countinghouse.customers.Subscription;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/** Which version of which plan begins when, until when, and how many of each fee. */
final class StartFields extends VBox {
    private final Texts texts;
    private final List<PlanVersion> published;
    private final ComboBox<ChangeDialog.Choice> plan = new ComboBox<>();
    private final ComboBox<ChangeDialog.Choice> version = new ComboBox<>();
    private final DateField day;
    private final DateField last;
    private final TextField zone = new TextField("UTC");
    private final FeeQuantities quantities;
    private Runnable changed = () -> {};
    private boolean following;

    /** @param versions of all plans */
    StartFields(ScreenContext context, List<PlanVersion> versions) {
        texts = context.texts();
        published = versions.stream()
                .filter(each -> each.state().equals("published"))
                .toList();
        day = new DateField(context);
        last = new DateField(context);
        quantities = new FeeQuantities(context);
        getStyleClass().add("move-form");
        plan.setId("start-plan");
        plan.setMaxWidth(Double.MAX_VALUE);
        version.setId("start-version");
        version.setMaxWidth(Double.MAX_VALUE);
        day.setId("start-day");
        last.setId("start-last");
        zone.setId("start-zone");
        published.stream()
                .filter(each -> published.stream()
                        .noneMatch(other -> other.plan().equals(each.plan()) && other.number() > each.number()))
                .forEach(each -> plan.getItems()
                        .add(new ChangeDialog.Choice(
                                each.plan(), null, each.document().name())));
        day.setValue(
                LocalDate.ofInstant(context.clock().instant(), context.formats().zone()));
        getChildren()
                .addAll(
                        Questions.row(
                                Questions.field(texts.get("subscriptions.plan"), plan),
                                Questions.field(texts.get("subscriptions.start.version"), version)),
                        Questions.row(
                                Questions.field(texts.get("subscriptions.starts"), day),
                                Questions.field(texts.get("subscriptions.start.last"), last),
                                Questions.field(texts.get("subscriptions.zone"), zone)),
                        quantities);
        plan.valueProperty().addListener((_, _, chosen) -> offerVersions(chosen, context));
        version.valueProperty().addListener((_, _, _) -> ofVersion());
        day.valueProperty().addListener((_, _, _) -> ofVersion());
        last.valueProperty().addListener((_, _, _) -> changed.run());
        last.unreadable().addListener((_, _, _) -> changed.run());
        zone.textProperty().addListener((_, _, _) -> changed.run());
        quantities.onChange(() -> changed.run());
    }

    /** What takes the keyboard first. */
    ComboBox<?> first() {
        return plan;
    }

    void onChange(Runnable listener) {
        changed = listener;
    }

    /** Without one the newest that is in force on the first day; then each, the newest first. */
    private void offerVersions(ChangeDialog.@Nullable Choice chosen, ScreenContext context) {
        following = true;
        version.getItems().clear();
        if (chosen != null) {
            version.getItems()
                    .add(new ChangeDialog.Choice(chosen.code(), null, texts.get("subscriptions.start.version.newest")));
            of(chosen.code())
                    .forEach(each -> version.getItems()
                            .add(new ChangeDialog.Choice(
                                    each.plan(),
                                    each.number(),
                                    texts.get(
                                            "plans.version",
                                            Integer.toString(each.number()),
                                            context.formats().date(each.effectiveFrom())))));
            version.getSelectionModel().selectFirst();
        }
        following = false;
        ofVersion();
    }

    private List<PlanVersion> of(String code) {
        return published.stream()
                .filter(each -> each.plan().equals(code))
                .sorted(Comparator.comparingInt(PlanVersion::number).reversed())
                .toList();
    }

    private void ofVersion() {
        if (!following) {
            quantities.offer(wantedVersion()
                    .map(each -> List.copyOf(each.document().fees()))
                    .orElse(List.<Fee>of()));
            changed.run();
        }
    }

    /** The version whose fees are asked for: as starting takes it. */
    private Optional<PlanVersion> wantedVersion() {
        ChangeDialog.Choice chosen = version.getValue();
        LocalDate on = day.getValue();
        if (chosen == null) {
            return Optional.empty();
        }
        Integer number = chosen.version();
        return of(chosen.code()).stream()
                .filter(each -> number == null
                        ? on != null && !each.effectiveFrom().isAfter(on)
                        : each.number() == number.intValue())
                .max(Comparator.comparing(PlanVersion::effectiveFrom).thenComparingInt(PlanVersion::number));
    }

    /** Empty while something is missing or cannot be read. */
    Optional<Subscription> wanted(String customer) {
        ChangeDialog.Choice chosen = version.getValue();
        LocalDate on = day.getValue();
        LocalDate until = last.getValue();
        boolean unclear = last.unreadable().get() || zone.getText().isBlank();
        if (chosen == null || on == null || unclear) {
            return Optional.empty();
        }
        return quantities
                .read()
                .map(many -> new Subscription(
                        customer,
                        chosen.code(),
                        chosen.version(),
                        on,
                        until == null ? null : until.plusDays(1),
                        zone.getText().strip(),
                        many));
    }
}
