package org.countinghouse.desktop.subscriptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.countinghouse.billing.SubscriptionRow;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.storage.catalog.PlanVersion;
import org.jspecify.annotations.Nullable;

/** What a change of a subscription can be to: plans, add-ons and fees. Knows no nodes. */
final class ChangeChoices {
    private final Texts texts;
    private final SubscriptionRow row;
    private final List<PlanVersion> versions;
    private final @Nullable SubscriptionDetail shown;

    /** @param versions of all plans */
    ChangeChoices(Texts texts, SubscriptionRow row, List<PlanVersion> versions, @Nullable SubscriptionDetail shown) {
        this.texts = texts;
        this.row = row;
        this.versions = versions;
        this.shown = shown;
    }

    /** Published versions: of other plans the newest, of its own plan all others. */
    List<ChangeDialog.Choice> plans(boolean others) {
        var choices = new ArrayList<ChangeDialog.Choice>();
        for (PlanVersion version : versions) {
            boolean own = version.plan().equals(row.plan());
            boolean newest = versions.stream()
                    .noneMatch(other -> other.plan().equals(version.plan())
                            && other.state().equals("published")
                            && other.number() > version.number());
            boolean offered = own ? !others && version.number() != row.version() : newest;
            boolean sameCurrency = version.document().currency().getCode().equals(row.currency());
            if (version.state().equals("published") && offered && sameCurrency) {
                choices.add(new ChangeDialog.Choice(
                        version.plan(),
                        version.number(),
                        texts.get("subscriptions.on", version.document().name(), version.number())));
            }
        }
        return choices;
    }

    /** Those that it has, or will have. */
    List<ChangeDialog.Choice> addOns() {
        return AddOnsOf.changes(shown).entrySet().stream()
                .map(addOn -> new ChangeDialog.Choice(
                        addOn.getKey(),
                        addOn.getValue(),
                        texts.get("subscriptions.on", name(addOn.getKey(), addOn.getValue()), addOn.getValue())))
                .toList();
    }

    private String name(String plan, int version) {
        return versions.stream()
                .filter(each -> each.plan().equals(plan) && each.number() == version)
                .map(each -> each.document().name())
                .findFirst()
                .orElse(plan);
    }

    /** Of its plan, then of its add-ons. */
    List<ChangeDialog.Choice> fees() {
        var choices = new ArrayList<ChangeDialog.Choice>();
        versions.stream()
                .filter(version -> version.plan().equals(row.plan()) && version.number() == row.version())
                .forEach(version -> version.document()
                        .fees()
                        .forEach(fee ->
                                choices.add(new ChangeDialog.Choice(fee.code(), null, version.plan(), fee.name()))));
        var addOns = AddOnsOf.changes(shown);
        versions.stream()
                .filter(version -> Objects.equals(addOns.get(version.plan()), version.number()))
                .forEach(version -> version.document()
                        .fees()
                        .forEach(fee -> choices.add(new ChangeDialog.Choice(
                                fee.code(),
                                null,
                                version.plan(),
                                version.document().name() + ": " + fee.name()))));
        return choices;
    }
}
