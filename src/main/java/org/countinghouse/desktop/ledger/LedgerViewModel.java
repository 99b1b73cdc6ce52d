package org.countinghouse.desktop.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.countinghouse.billing.ledger.Account;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.billing.ledger.LedgerReports;
import org.countinghouse.billing.ledger.Recognition;
import org.countinghouse.billing.ledger.ReportFile;
import org.countinghouse.billing.ledger.ReportKind;
import org.countinghouse.billing.ledger.ReportRow;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.ReportPeriod;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.desktop.invoices.InvoiceFilter;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** State and commands of the ledger screen. */
final class LedgerViewModel {
    static final String SCREEN = "ledger";
    static final String REPORT = "report";
    static final String ACCOUNT = "account";
    static final String CUSTOMER = "customer";

    /** More rows than anybody reads; a file has them all. */
    static final int MOST = 5_000;

    private static final Duration TYPING = Duration.ofMillis(250);
    private static final Duration BURST = Duration.ofMillis(300);

    /** What the table shows. */
    sealed interface Content {
        record Nothing() implements Content {}

        /** @param more there are rows beyond these */
        record Shown(ReportKind report, LedgerReports.Scope scope, List<ReportRow> rows, boolean more, Instant asOf)
                implements Content {}

        record Broken(Failure failure) implements Content {}
    }

    private final LedgerServices services;
    private final ScreenContext context;
    private final LatestTask reading;
    private final LatestTask hearing;
    private final ObjectProperty<ReportKind> report = new SimpleObjectProperty<>(ReportKind.TRIAL_BALANCE);
    private final ObjectProperty<ReportPeriod> period = new SimpleObjectProperty<>(ReportPeriod.THIS_YEAR);
    private final ObjectProperty<@Nullable Account> account = new SimpleObjectProperty<>(Account.RECEIVABLES);
    private final ObjectProperty<@Nullable String> entity = new SimpleObjectProperty<>();
    private final ObservableList<@Nullable String> entities = FXCollections.observableArrayList();
    private final StringProperty customer = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Nothing());
    private @Nullable AutoCloseable listening;
    private boolean active;

    LedgerViewModel(LedgerServices services, ScreenContext context) {
        this.services = services;
        this.context = context;
        reading = context.tasks().latest();
        hearing = context.tasks().latest();
        report.addListener((_, _, _) -> asked(Duration.ZERO));
        period.addListener((_, _, _) -> asked(Duration.ZERO));
        account.addListener((_, _, _) -> asked(Duration.ZERO));
        entity.addListener((_, _, _) -> asked(Duration.ZERO));
        customer.addListener((_, _, _) -> asked(TYPING));
    }

    private void asked(Duration delay) {
        if (active) {
            read(delay);
        }
    }

    void show(Location location) {
        var arguments = location.arguments();
        if (arguments.containsKey(REPORT)) {
            report.set(ReportKind.valueOf(arguments.get(REPORT)));
            String wanted = arguments.get(ACCOUNT);
            account.set(wanted == null ? null : Account.of(wanted));
            customer.set(arguments.getOrDefault(CUSTOMER, ""));
        }
    }

    void activate() {
        active = true;
        if (listening == null) {
            readEntities();
            listening = services.listen().apply(_ -> context.tasks().onScreen(this::changedElsewhere));
        }
        refresh();
    }

    /** One billing entity alone leaves nothing to choose. */
    private void readEntities() {
        context.tasks()
                .<List<String>>run(
                        context.texts().get("ledger.task.read"),
                        _ -> services.reports().entities(),
                        codes -> {
                            if (entities.isEmpty() && codes.size() > 1) {
                                entities.add(null);
                                entities.addAll(codes);
                            }
                        },
                        context.notices()::failure);
    }

    private void changedElsewhere() {
        hearing.<Boolean>run("ledger", BURST, _ -> true, _ -> refresh(), context.notices()::failure);
    }

    void deactivate() {
        active = false;
        hearing.cancel();
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

    void refresh() {
        read(Duration.ZERO);
    }

    private void read(Duration delay) {
        ReportKind asked = report.get();
        LedgerReports.Scope scope = scope();
        reading.<Content.Shown>run(
                context.texts().get("ledger.task.read"),
                delay,
                _ -> {
                    var rows = services.reports().first(asked, scope, MOST + 1);
                    boolean more = rows.size() > MOST;
                    var first = more ? List.copyOf(rows.subList(0, MOST)) : List.copyOf(rows);
                    return new Content.Shown(
                            asked, scope, first, more, context.clock().instant());
                },
                content::set,
                failure -> content.set(new Content.Broken(failure)));
    }

    /** What the report is asked for. */
    LedgerReports.Scope scope() {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        String who = customer.get().strip();
        return new LedgerReports.Scope(
                period.get().since(today),
                period.get().until(today),
                usesAccount(report.get()) ? account.get() : null,
                who.isEmpty() || !usesCustomer(report.get()) ? null : who,
                entity.get());
    }

    static boolean usesAccount(ReportKind report) {
        return report == ReportKind.STATEMENT || report == ReportKind.JOURNAL;
    }

    static boolean usesCustomer(ReportKind report) {
        return report != ReportKind.TRIAL_BALANCE;
    }

    /** Whether the report is about its last day alone. */
    static boolean usesLastDayOnly(ReportKind report) {
        return report == ReportKind.AGEING || report == ReportKind.DEFERRED;
    }

    /** The place behind a row: its invoice, or the entries that it adds up; null when there is none. */
    @Nullable
    Location behind(ReportRow row) {
        if (row.invoiceId() != null) {
            return InvoiceFilter.location(row.invoiceId());
        }
        if (!(content.get() instanceof Content.Shown shown)) {
            return null;
        }
        return switch (shown.report()) {
            case TRIAL_BALANCE -> ofAccount(Objects.toString(row.cells().get(2)));
            case AGEING ->
                statement(
                        Account.RECEIVABLES.code(), Objects.toString(row.cells().getFirst()));
            case STATEMENT, REVENUE, DEFERRED, JOURNAL -> null;
        };
    }

    /** What years before came to has no entries of its own. */
    private static @Nullable Location ofAccount(String code) {
        return Arrays.stream(Account.values()).anyMatch(each -> each.code().equals(code)) ? statement(code, "") : null;
    }

    private static Location statement(String account, String customer) {
        var arguments = new java.util.HashMap<String, String>();
        arguments.put(REPORT, ReportKind.STATEMENT.name());
        arguments.put(ACCOUNT, account);
        arguments.put(CUSTOMER, customer);
        return new Location(SCREEN, arguments);
    }

    void open(@Nullable ReportRow row) {
        Location place = row == null ? null : behind(row);
        if (place != null) {
            context.navigator().go(place);
        }
    }

    /** Writes the whole report to a file, in the form that its ending says. */
    void save(Path file) {
        ReportKind asked = report.get();
        LedgerReports.Scope scope = scope();
        context.tasks()
                .<Long>run(
                        context.texts().get("ledger.task.save"),
                        progress -> new ReportFile(services.reports()).save(asked, scope, file, progress),
                        rows -> context.notices()
                                .success(context.texts()
                                        .get(
                                                "ledger.saved",
                                                context.formats().count(rows),
                                                String.valueOf(file.getFileName()))),
                        context.notices()::failure);
    }

    /** Codes of all billing entities. */
    void sellers(Consumer<List<String>> read) {
        context.tasks()
                .<List<String>>run(
                        context.texts().get("ledger.task.read"),
                        _ -> services.reports().entities(),
                        read,
                        context.notices()::failure);
    }

    /** What a file for DATEV would have in it. */
    Work<DatevFile.Content> datevContent(String seller, LocalDate since, LocalDate until) {
        return progress -> services.datev().content(seller, since, until, progress);
    }

    void saveDatev(String seller, LocalDate since, LocalDate until, DatevFile.Receiver receiver, Path file) {
        context.tasks()
                .<Long>run(
                        context.texts().get("ledger.task.save"),
                        progress -> services.datev().save(seller, since, until, receiver, file, progress),
                        rows -> context.notices()
                                .success(context.texts()
                                        .get(
                                                "ledger.datev.saved",
                                                context.formats().count(rows),
                                                String.valueOf(file.getFileName()))),
                        context.notices()::failure);
    }

    /** What becomes revenue, before it does; nothing to post is said. */
    void previewRecognition(Consumer<List<Recognition.Month>> shown) {
        context.tasks()
                .<List<Recognition.Month>>run(
                        context.texts().get("ledger.task.recognise"),
                        _ -> services.recognition().preview(),
                        months -> {
                            if (months.isEmpty()) {
                                context.notices().info(context.texts().get("ledger.recognise.none"));
                            } else {
                                shown.accept(months);
                            }
                        },
                        context.notices()::failure);
    }

    /** Makes deferred fees revenue of the months that are over. */
    void recognise() {
        context.tasks()
                .<Integer>run(
                        context.texts().get("ledger.task.recognise"),
                        _ -> services.recognition().recognise(),
                        posted -> {
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    "ledger.recognised",
                                                    context.formats().count(posted)));
                            refresh();
                        },
                        context.notices()::failure);
    }

    /** A name for the file of the report, without its ending. */
    String fileName() {
        return report.get().code() + "-" + scope().until();
    }

    boolean mayPost() {
        return services.mayPost();
    }

    List<@Nullable Account> accounts() {
        var all = new ArrayList<@Nullable Account>();
        all.add(null);
        all.addAll(List.of(Account.values()));
        return all;
    }

    ObjectProperty<ReportKind> report() {
        return report;
    }

    ObjectProperty<ReportPeriod> period() {
        return period;
    }

    ObjectProperty<@Nullable Account> account() {
        return account;
    }

    ObjectProperty<@Nullable String> entity() {
        return entity;
    }

    /** Those to choose from, and null for all; empty when there is one alone. */
    ObservableList<@Nullable String> entities() {
        return entities;
    }

    StringProperty customer() {
        return customer;
    }

    ReadOnlyObjectProperty<Content> content() {
        return content.getReadOnlyProperty();
    }
}
