package org.countinghouse.desktop.usage;

import java.util.Optional;
import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.kordamp.ikonli.feather.Feather;

/** Why there is no chart, and what to do next. */
final class UsageNothing {
    private UsageNothing() {}

    static Optional<EmptyState> of(UsageState state, UsageViewModel model, ScreenContext context) {
        Texts texts = context.texts();
        return switch (state) {
            case UsageState.Shown _, UsageState.Loading _ -> Optional.empty();
            case UsageState.NoMeters _ ->
                Optional.of(new EmptyState(
                                Tone.NEUTRAL,
                                Feather.ACTIVITY,
                                texts.get("usage.none.meters.title"),
                                texts.get("usage.none.meters.text"))
                        .offer(
                                texts.get("usage.none.plans"),
                                () -> context.navigator().go("plans")));
            case UsageState.NeverUsed _ ->
                Optional.of(new EmptyState(
                                Tone.NEUTRAL,
                                Feather.UPLOAD_CLOUD,
                                texts.get("usage.none.ever.title"),
                                texts.get("usage.none.ever.text"))
                        .offer(
                                texts.get("usage.none.import"),
                                () -> context.navigator().go("import")));
            case UsageState.NothingHere _ ->
                Optional.of(new EmptyState(
                                Tone.NEUTRAL,
                                Feather.SEARCH,
                                texts.get("usage.none.here.title"),
                                texts.get("usage.none.here.text"))
                        .offer(texts.get("usage.none.latest"), model::showLatest));
            case UsageState.Broken(var failure) -> {
                var words = FailureText.of(failure, texts);
                yield Optional.of(new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, words.summary(), words.remedy())
                        .offer(texts.get("table.retry"), model::refresh));
            }
        };
    }
}
