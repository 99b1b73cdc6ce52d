package org.countinghouse.desktop.importing;

import java.nio.file.Path;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.countinghouse.desktop.common.Formats;
import org.countinghouse.desktop.common.Reasons;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Status;
import org.countinghouse.desktop.common.StatusPill;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.Tone;
import org.countinghouse.desktop.inbox.InboxViewModel;
import org.countinghouse.metering.ImportReport;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** What would become, or became, of a file: four numbers and the rows that are not taken. */
final class ReportPage {
    private final ScreenContext context;
    private final Texts texts;
    private final Formats formats;
    private final ImportViewModel model;
    private final HBox headline;
    private final HBox figures;
    private final FlowPane links;
    private final VBox reasonsCard;
    private final Label reasonsTitle;
    private final TableView<CheckedFile.Reason> reasons;

    ReportPage(
            ScreenContext context,
            ImportViewModel model,
            HBox headline,
            HBox figures,
            FlowPane links,
            VBox reasonsCard,
            Label reasonsTitle,
            TableView<CheckedFile.Reason> reasons) {
        this.context = context;
        this.texts = context.texts();
        this.formats = context.formats();
        this.model = model;
        this.headline = headline;
        this.figures = figures;
        this.links = links;
        this.reasonsCard = reasonsCard;
        this.reasonsTitle = reasonsTitle;
        this.reasons = reasons;
        reasons.getStyleClass().addAll("edge-to-edge", "data-table-view");
        reasons.setFixedCellSize(PreviewTable.ROW);
        PreviewTable.add(reasons, texts.get("import.preview.line"), 80, true, reason -> formats.count(reason.line()));
        PreviewTable.add(reasons, texts.get("import.reason"), 620, false, reason -> Reasons.of(reason.reason(), texts));
        PreviewTable.add(reasons, texts.get("import.row"), 520, false, CheckedFile.Reason::row);
    }

    void showCheck(CheckedFile checked) {
        ImportReport report = checked.report();
        boolean clean = report.rejected() == 0;
        Status status = report.accepted() == 0
                ? new Status(Tone.NEUTRAL, Feather.INFO, texts.get("import.check.nothing"))
                : clean
                        ? new Status(Tone.SUCCESS, Feather.CHECK, texts.get("import.check.clean"))
                        : new Status(Tone.WARNING, Feather.ALERT_CIRCLE, texts.get("import.check.some"));
        show(report, texts.get("import.check.title", file()), status);
        showLinks();
        showReasons(checked.reasons(), report.rejected());
    }

    void showResult(ImportReport report) {
        Status status = report.rejected() == 0
                ? new Status(Tone.SUCCESS, Feather.CHECK, texts.get("import.result.clean"))
                : new Status(Tone.WARNING, Feather.ALERT_CIRCLE, texts.get("import.result.some"));
        show(report, texts.get("import.result.title", file()), status);
        Path rejected = report.rejectedFile();
        if (rejected == null) {
            showLinks();
        } else {
            long waiting = report.rejected() + report.conflicts() - report.inboxLeftOut();
            showLinks(toInbox(waiting), openRejected(rejected), copyPath(rejected));
        }
        CheckedFile checked = model.checked().get();
        showReasons(checked == null ? List.of() : checked.reasons(), report.rejected());
    }

    private void show(ImportReport report, String title, Status status) {
        var heading = new Label(title);
        heading.getStyleClass().add("page-title");
        heading.setWrapText(true);
        heading.setMinHeight(Label.USE_PREF_SIZE);
        var pill = new StatusPill(status);
        pill.setMinWidth(StatusPill.USE_PREF_SIZE);
        headline.getChildren().setAll(heading, pill);
        figures.getChildren()
                .setAll(
                        figure("import.batch.read", report.read(), "import.read.detail"),
                        figure("import.batch.accepted", report.accepted(), "import.accepted.detail"),
                        figure("import.batch.duplicates", report.duplicates(), "import.duplicates.detail"),
                        figure("import.batch.rejected", report.rejected(), "import.rejected.detail"));
        figures.getChildren().forEach(tile -> HBox.setHgrow(tile, Priority.ALWAYS));
    }

    private VBox figure(String titleKey, long value, String detailKey) {
        var title = new Label(texts.get(titleKey));
        title.getStyleClass().add("overline");
        var number = new Label(formats.count(value));
        number.getStyleClass().add("figure");
        var detail = new Label(texts.get(detailKey));
        detail.getStyleClass().add("figure-detail");
        detail.setWrapText(true);
        detail.setMinHeight(Label.USE_PREF_SIZE);
        var tile = new VBox(title, number, detail);
        tile.getStyleClass().add("usage-figure");
        tile.setPrefWidth(200);
        return tile;
    }

    private void showLinks(Button... shown) {
        links.getChildren().setAll(shown);
        links.setManaged(shown.length > 0);
    }

    private void showReasons(List<CheckedFile.Reason> shown, long all) {
        reasonsCard.setVisible(!shown.isEmpty());
        reasons.setItems(FXCollections.observableArrayList(shown));
        reasonsTitle.setText(
                all > shown.size()
                        ? texts.get("import.reasons.first", formats.count(shown.size()), formats.count(all))
                        : texts.get("import.reasons", formats.count(all)));
    }

    private Button toInbox(long waiting) {
        var open = new Button(texts.get("import.inbox", formats.count(waiting)), new FontIcon(Feather.INBOX));
        open.setId("to-inbox");
        open.setVisible(waiting > 0);
        open.setManaged(waiting > 0);
        open.setOnAction(_ -> context.navigator().go(InboxViewModel.SCREEN));
        return open;
    }

    private Button openRejected(Path rejected) {
        var open = new Button(texts.get("import.rejected.open"), new FontIcon(Feather.FILE_TEXT));
        open.setTooltip(new Tooltip(rejected.toString()));
        open.setOnAction(_ -> context.tasks()
                .<@Nullable Void>run(
                        texts.get("import.rejected.open"),
                        _ -> {
                            FileOpener.open(rejected);
                            return null;
                        },
                        _ -> {},
                        context.notices()::failure));
        return open;
    }

    private Button copyPath(Path rejected) {
        var copy = new Button(rejected.toString(), new FontIcon(Feather.COPY));
        copy.setMnemonicParsing(false);
        copy.getStyleClass().add("flat");
        copy.setAccessibleText(texts.get("import.rejected.copy"));
        copy.setTooltip(new Tooltip(texts.get("import.rejected.copy")));
        copy.setOnAction(_ -> {
            var content = new ClipboardContent();
            content.putString(rejected.toString());
            Clipboard.getSystemClipboard().setContent(content);
            context.notices().info(texts.get("import.rejected.copied"));
        });
        return copy;
    }

    private String file() {
        Path file = model.file().get();
        return file == null ? "" : ImportViewModel.name(file);
    }

    /** True when importing would add something. */
    boolean hasNews() {
        CheckedFile checked = model.checked().get();
        return checked != null && checked.report().accepted() > 0;
    }

    /** The verb with its amount, for the button. */
    String importText() {
        CheckedFile checked = model.checked().get();
        long rows = checked == null ? 0 : checked.report().accepted();
        return texts.get("import.run", formats.count(rows));
    }
}
