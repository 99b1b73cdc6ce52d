package org.countinghouse.desktop.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.customers.CustomerRow;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Reasons;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.metering.InboxEntry;
import org.countinghouse.metering.InboxGroup;
import org.countinghouse.metering.InboxReason;
import org.countinghouse.metering.InboxSelection;
import org.countinghouse.metering.ReplayReport;
import org.countinghouse.metering.UsageInbox;
import org.countinghouse.storage.list.RowSource;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.jspecify.annotations.Nullable;

/** State of the inbox screen: what waits by its cause, the entries of one cause, and what is done about them. */
public final class InboxViewModel {
    /** Name of this screen. */
    public static final String SCREEN = "inbox";

    /** So many entries are listed; what is done about a cause is done to all of it. */
    static final int MOST_ENTRIES = 200;

    /** At most one reading a second, however busy others are. */
    private static final Duration BURST = Duration.ofSeconds(1);

    private final UsageInbox inbox;
    private final RowSource<CustomerRow> customers;
    private final ScreenContext context;
    private final LatestTask readingGroups;
    private final LatestTask readingEntries;
    private final LatestTask hearing;
    private final Function<Consumer<String>, AutoCloseable> listen;

    private final ObservableList<InboxGroup> groups = FXCollections.observableArrayList();
    private final ObservableList<InboxEntry> entries = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<InboxState> state = new ReadOnlyObjectWrapper<>(new InboxState.Loading());
    private final ReadOnlyObjectWrapper<@Nullable InboxGroup> chosen = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Instant> asOf = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper acting = new ReadOnlyBooleanWrapper();
    private @Nullable AutoCloseable listening;
    private boolean hurried;

    /** @param listen hears of usage that came in, was replayed or discarded; closes to stop */
    public InboxViewModel(
            UsageInbox inbox,
            RowSource<CustomerRow> customers,
            Function<Consumer<String>, AutoCloseable> listen,
            ScreenContext context) {
        this.inbox = inbox;
        this.listen = listen;
        this.customers = customers;
        this.context = context;
        readingGroups = context.tasks().latest();
        readingEntries = context.tasks().latest();
        hearing = context.tasks().latest();
    }

    /** Others map, replay and send too: what they change is seen. */
    void activate() {
        if (listening == null) {
            listening = listen.apply(_ -> context.tasks().onScreen(this::changedElsewhere));
        }
        refresh();
    }

    void deactivate() {
        hearing.cancel();
        hurried = false;
        AutoCloseable open = listening;
        listening = null;
        if (open != null) {
            context.tasks()
                    .<Boolean>run(
                            "listen",
                            _ -> {
                                open.close();
                                return true;
                            },
                            _ -> {},
                            context.notices()::failure);
        }
    }

    /** The first piece of news starts the wait; more of them do not put it off. */
    private void changedElsewhere() {
        if (!hurried) {
            hurried = true;
            hearing.<Boolean>run(
                    "list",
                    BURST,
                    _ -> true,
                    _ -> {
                        hurried = false;
                        refresh();
                    },
                    _ -> hurried = false);
        }
    }

    /** Reads everything again; what was chosen stays so while it is there. */
    void refresh() {
        busy.set(true);
        readingGroups.run(context.texts().get("inbox.reading"), _ -> inbox.groups(), this::show, problem -> {
            busy.set(false);
            state.set(new InboxState.Broken(problem));
        });
    }

    private void show(List<InboxGroup> read) {
        busy.set(false);
        asOf.set(context.clock().instant());
        InboxGroup before = chosen.get();
        Optional<InboxGroup> now = read.stream()
                .filter(group -> before != null && sameCause(group, before))
                .findFirst()
                .or(() -> read.stream().findFirst());
        groups.setAll(read);
        state.set(read.isEmpty() ? new InboxState.Empty() : new InboxState.Waiting());
        if (now.isPresent()) {
            choose(now.get());
        } else {
            chosen.set(null);
            entries.clear();
        }
    }

    private static boolean sameCause(InboxGroup one, InboxGroup other) {
        return one.reason().equals(other.reason()) && one.about().equals(other.about());
    }

    /** Shows the entries of a cause. */
    void choose(InboxGroup group) {
        InboxGroup before = chosen.get();
        if (before == null || !sameCause(before, group)) {
            entries.clear();
        }
        chosen.set(group);
        readingEntries.run(
                context.texts().get("inbox.reading"),
                _ -> inbox.entries(selection(group), MOST_ENTRIES),
                entries::setAll,
                context.notices()::failure);
    }

    /** Exactly the entries of a group, however many. */
    private static InboxSelection selection(InboxGroup group) {
        InboxReason reason = InboxReason.of(group.reason()).orElseThrow();
        return new InboxSelection(
                null,
                reason,
                reason == InboxReason.UNKNOWN_CUSTOMER ? group.about() : null,
                reason == InboxReason.UNKNOWN_EVENT ? group.about() : null,
                null);
    }

    /** Whom an unknown id may mean. */
    RowSource<CustomerRow> customers() {
        return customers;
    }

    /** Lets the chosen unknown id count for a customer from now on, and tries what waits under it again. */
    void map(CustomerRow customer) {
        InboxGroup group = chosen.get();
        if (group == null || !group.reason().equals(InboxReason.UNKNOWN_CUSTOMER.code())) {
            return;
        }
        act(
                context.texts().get("inbox.mapping", group.about()),
                progress -> {
                    inbox.map(group.about(), customer.externalId());
                    return inbox.replay(InboxSelection.ofCustomer(group.about()), false, counting(progress));
                },
                report -> say("inbox.mapped", group.about(), customer.name(), result(report)));
    }

    /** Tries everything of the chosen cause again. */
    void replayAll() {
        InboxGroup group = chosen.get();
        if (group != null) {
            replay(selection(group));
        }
    }

    void replay(InboxEntry entry) {
        replay(InboxSelection.one(entry.id()));
    }

    /** Tries an entry again with another text. */
    void mend(InboxEntry entry, String text) {
        act(
                context.texts().get("inbox.mending"),
                _ -> {
                    try {
                        return inbox.replayAs(entry.id(), text, false);
                    } catch (Failure problem) {
                        throw stillUnreadable(problem);
                    }
                },
                report -> context.notices().success(result(report)));
    }

    /** The core's sentence ends with the reason, which is told in the person's language. */
    private Failure stillUnreadable(Failure problem) {
        String told = problem.summary();
        int reason = told.indexOf(": ");
        if (!problem.code().equals("inbox.unreadable") || reason < 0) {
            return problem;
        }
        var texts = context.texts();
        String why = told.substring(reason + 2, told.endsWith(".") ? told.length() - 1 : told.length());
        return new Failure(
                problem.code(),
                texts.get("inbox.mend.still", Reasons.of(why, texts)),
                texts.get("inbox.mend.remedy"),
                problem);
    }

    private void replay(InboxSelection selection) {
        act(
                context.texts().get("inbox.replaying"),
                progress -> inbox.replay(selection, false, counting(progress)),
                report -> context.notices().success(result(report)));
    }

    /** Settles everything of the chosen cause as no usage. */
    void discardAll(String reason) {
        InboxGroup group = chosen.get();
        if (group != null) {
            discard(selection(group), reason);
        }
    }

    void discard(InboxEntry entry, String reason) {
        discard(InboxSelection.one(entry.id()), reason);
    }

    private void discard(InboxSelection selection, String reason) {
        act(
                context.texts().get("inbox.discarding"),
                _ -> inbox.discard(selection, reason),
                count -> say("inbox.discarded", context.formats().count(count)));
    }

    /** One thing at a time; whatever comes of it, what waits now is read again. */
    private <T> void act(String title, Work<T> work, Consumer<T> done) {
        if (acting.get()) {
            return;
        }
        acting.set(true);
        context.tasks()
                .<T>run(
                        title,
                        work,
                        result -> {
                            acting.set(false);
                            done.accept(result);
                            refresh();
                        },
                        (Failure problem) -> {
                            acting.set(false);
                            context.notices().failure(problem);
                            refresh();
                        });
    }

    private void say(String key, Object... values) {
        context.notices().success(context.texts().get(key, values));
    }

    private String result(ReplayReport report) {
        var formats = context.formats();
        String words =
                context.texts().get("inbox.result", formats.count(report.stored()), formats.count(report.open()));
        return report.duplicates() == 0
                ? words
                : words + " " + context.texts().get("inbox.result.duplicates", formats.count(report.duplicates()));
    }

    private Progress counting(Progress progress) {
        return new Progress() {
            @Override
            public void report(String words, long done, long total) {
                progress.report(
                        context.texts()
                                .get("inbox.replaying.done", context.formats().count(done)),
                        done,
                        total);
            }

            @Override
            public boolean cancelled() {
                return progress.cancelled();
            }
        };
    }

    long waiting() {
        return groups.stream().mapToLong(InboxGroup::entries).sum();
    }

    ObservableList<InboxGroup> groups() {
        return groups;
    }

    /** The oldest entries of the chosen cause. */
    ObservableList<InboxEntry> entries() {
        return entries;
    }

    ReadOnlyObjectProperty<InboxState> state() {
        return state.getReadOnlyProperty();
    }

    /** The cause whose entries are shown; null when nothing waits. */
    ReadOnlyObjectProperty<@Nullable InboxGroup> chosen() {
        return chosen.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Instant> asOf() {
        return asOf.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Something is being replayed, mapped or discarded. */
    ReadOnlyBooleanProperty acting() {
        return acting.getReadOnlyProperty();
    }
}
