package org.countinghouse.desktop.common.table;

import org.countinghouse.desktop.common.EmptyState;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.kordamp.ikonli.feather.Feather;

/** The four kinds of an empty table. */
final class TableNothing {
    private TableNothing() {}

    static EmptyState noneYet(Texts texts) {
        return new EmptyState(Tone.NEUTRAL, Feather.INBOX, texts.get("table.none.title"), texts.get("table.none.text"));
    }

    static EmptyState noMatch(Texts texts, TableModel<?> model) {
        return new EmptyState(
                        Tone.NEUTRAL, Feather.SEARCH, texts.get("table.nomatch.title"), texts.get("table.nomatch.text"))
                .offer(texts.get("table.filter.clear"), () -> model.filter(Filter.ALL));
    }

    static EmptyState broken(Texts texts, Failure failure, TableModel<?> model) {
        var words = FailureText.of(failure, texts);
        return new EmptyState(Tone.DANGER, Feather.ALERT_TRIANGLE, words.summary(), words.remedy())
                .offer(texts.get("table.retry"), model::reload);
    }

    static EmptyState denied(Texts texts, Failure failure) {
        var words = FailureText.of(failure, texts);
        return new EmptyState(Tone.WARNING, Feather.LOCK, words.summary(), words.remedy());
    }
}
