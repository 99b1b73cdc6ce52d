package org.countinghouse.desktop.importing;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableView;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.countinghouse.desktop.common.Action;
import org.countinghouse.desktop.common.FailureText;
import org.countinghouse.desktop.common.ListCommands;
import org.countinghouse.desktop.common.Location;
import org.countinghouse.desktop.common.RunningTask;
import org.countinghouse.desktop.common.Screen;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.desktop.common.table.DataTable;
import org.countinghouse.desktop.common.table.TableModel;
import org.countinghouse.insight.ImportBatchList;
import org.countinghouse.insight.ImportBatchRow;
import org.countinghouse.metering.BatchUndo;
import org.countinghouse.metering.UsageImport;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The import wizard: a file, how it is read, what would become of it, what became of it. */
@SuppressWarnings("NullAway.Init") // The layout fills the fields.
public final class ImportView implements Screen {
    private final ScreenContext context;
    private final Texts texts;
    private final ImportViewModel model;
    private final TableModel<ImportBatchRow> batches;
    private final ImportUndo undo;
    private ReportPage report;

    @FXML
    private HBox steps;

    @FXML
    private VBox failure;

    @FXML
    private VBox filePage;

    @FXML
    private VBox drop;

    @FXML
    private Button browse;

    @FXML
    private DataTable<ImportBatchRow> history;

    @FXML
    private HBox readingPage;

    @FXML
    private Label fileName;

    @FXML
    private ComboBox<ReadingForm.FormatChoice> format;

    @FXML
    private Label formatReason;

    @FXML
    private VBox zoneField;

    @FXML
    private ComboBox<ReadingForm.ZoneChoice> zone;

    @FXML
    private VBox mappingField;

    @FXML
    private GridPane mapping;

    @FXML
    private Label mappingText;

    @FXML
    private HBox rememberedNote;

    @FXML
    private Hyperlink forget;

    @FXML
    private HBox previewCounts;

    @FXML
    private TableView<PreviewRow> preview;

    @FXML
    private VBox reportPage;

    @FXML
    private HBox headline;

    @FXML
    private HBox figures;

    @FXML
    private FlowPane links;

    @FXML
    private VBox reasonsCard;

    @FXML
    private Label reasonsTitle;

    @FXML
    private TableView<CheckedFile.Reason> reasons;

    @FXML
    private HBox buttons;

    @FXML
    private Button back;

    @FXML
    private VBox progress;

    @FXML
    private Label progressText;

    @FXML
    private ProgressBar progressBar;

    @FXML
    private Button cancel;

    @FXML
    private Region spring;

    @FXML
    private Button next;

    public ImportView(ScreenContext context, Database database, UsageImport imports, BatchUndo undo) {
        this.context = context;
        texts = context.texts();
        model = new ImportViewModel(imports, context.tasks(), texts, context.formats(), context.preferences());
        batches = new TableModel<>(ImportBatchList.of(database), context.tasks(), context.clock());
        this.undo = new ImportUndo(undo, context, batches::reload);
    }

    @FXML
    void initialize() {
        history.show(context, "import.batches", batches, BatchColumns.all(texts));
        offerUndo();
        new ReadingForm(model, context).bind(fileName, format, formatReason, zoneField, zone);
        new MappingForm(model, context).bind(mappingField, mapping, mappingText);
        new PreviewTable(context).bind(preview, previewCounts, model);
        report = new ReportPage(context, model, headline, figures, links, reasonsCard, reasonsTitle, reasons);
        rememberedNote.visibleProperty().bind(model.remembered());
        rememberedNote.managedProperty().bind(model.remembered());
        forget.setOnAction(_ -> {
            forget.setVisited(false);
            model.forget();
        });
        acceptFiles();
        back.setOnAction(_ -> model.back());
        cancel.setOnAction(_ -> model.cancel());
        next.setOnAction(_ -> next());
        model.step().addListener((_, _, _) -> showStep());
        model.preview().addListener((_, _, _) -> showButtons());
        model.running().addListener((_, _, task) -> follow(task));
        model.failure().addListener((_, _, problem) -> showFailure(problem));
        model.result().addListener((_, _, _) -> batches.reload());
        follow(null);
        showFailure(null);
        showStep();
    }

    private void offerUndo() {
        var button = new Button(texts.get("import.undo"), new FontIcon(Feather.CORNER_UP_LEFT));
        button.setId("undo-import");
        button.setMinWidth(Button.USE_PREF_SIZE);
        button.setDisable(true);
        history.current().addListener((_, _, row) -> button.setDisable(row == null || row.undoneAt() != null));
        button.setOnAction(_ -> {
            ImportBatchRow row = history.current().get();
            if (row != null) {
                askUndo(row);
            }
        });
        history.addToBar(button);
        history.rowActions(row -> row.undoneAt() != null
                ? List.of()
                : List.of(Action.of("import.undo", "import", Feather.CORNER_UP_LEFT, null, () -> askUndo(row))));
    }

    private void askUndo(ImportBatchRow row) {
        UndoQuestion.ask(context, history.getScene().getWindow(), undo, row);
    }

    private void acceptFiles() {
        browse.setOnAction(_ -> browse());
        for (Node target : List.<Node>of(filePage, readingPage)) {
            target.setOnDragOver(this::dragged);
            target.setOnDragExited(_ -> drop.getStyleClass().remove("over"));
            target.setOnDragDropped(this::dropped);
        }
    }

    private void dragged(DragEvent drag) {
        if (drag.getDragboard().hasFiles()) {
            drag.acceptTransferModes(TransferMode.COPY);
            if (!drop.getStyleClass().contains("over")) {
                drop.getStyleClass().add("over");
            }
        }
        drag.consume();
    }

    private void dropped(DragEvent drag) {
        List<File> files = drag.getDragboard().getFiles();
        if (!files.isEmpty()) {
            model.choose(files.getFirst().toPath());
        }
        drag.setDropCompleted(!files.isEmpty());
        drag.consume();
    }

    private void browse() {
        var chooser = new FileChooser();
        chooser.setTitle(texts.get("import.browse"));
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(
                                texts.get("import.files"), "*.csv", "*.tsv", "*.jsonl", "*.ndjson", "*.json", "*.gz"),
                        new FileChooser.ExtensionFilter(texts.get("import.files.all"), "*.*"));
        File chosen = chooser.showOpenDialog(drop.getScene().getWindow());
        if (chosen != null) {
            model.choose(chosen.toPath());
        }
    }

    private void next() {
        switch (model.step().get()) {
            case FILE -> browse();
            case READING -> model.check();
            case CHECK -> model.run();
            case RESULT -> context.navigator().go("usage");
        }
    }

    private void showStep() {
        ImportStep step = model.step().get();
        StepBar.show(steps, step, texts);
        filePage.setVisible(step == ImportStep.FILE);
        readingPage.setVisible(step == ImportStep.READING);
        reportPage.setVisible(step == ImportStep.CHECK || step == ImportStep.RESULT);
        if (step == ImportStep.CHECK && model.checked().get() != null) {
            report.showCheck(model.checked().get());
        } else if (step == ImportStep.RESULT && model.result().get() != null) {
            report.showResult(model.result().get());
        }
        showButtons();
    }

    private void showButtons() {
        ImportStep step = model.step().get();
        boolean running = model.running().get() != null;
        buttons.setVisible(step != ImportStep.FILE);
        buttons.setManaged(step != ImportStep.FILE);
        back.setText(texts.get(step == ImportStep.RESULT ? "import.another" : "import.back"));
        back.setDisable(running);
        next.setText(nextText(step));
        next.setDisable(running
                || (step == ImportStep.READING && !model.readable())
                || (step == ImportStep.CHECK && !report.hasNews()));
    }

    private String nextText(ImportStep step) {
        return switch (step) {
            case FILE -> texts.get("import.browse");
            case READING -> texts.get("import.check");
            case CHECK -> report.importText();
            case RESULT -> texts.get("import.toUsage");
        };
    }

    private void follow(@Nullable RunningTask task) {
        progressText.textProperty().unbind();
        progressBar.progressProperty().unbind();
        if (task != null) {
            progressText.textProperty().bind(task.step());
            progressBar.progressProperty().bind(task.fraction());
        }
        for (Node node : List.<Node>of(progress, cancel)) {
            node.setVisible(task != null);
            node.setManaged(task != null);
        }
        spring.setManaged(task == null);
        showButtons();
    }

    private void showFailure(@Nullable Failure problem) {
        failure.getChildren().clear();
        failure.setVisible(problem != null);
        failure.setManaged(problem != null);
        if (problem != null) {
            var words = FailureText.of(problem, texts);
            var title = new Label(words.summary());
            title.getStyleClass().add("failure-title");
            title.setWrapText(true);
            var remedy = new Label(words.remedy());
            remedy.setWrapText(true);
            failure.getChildren().setAll(title, remedy);
        }
    }

    /** Arguments: {@code file} to import; {@code since}, a day in UTC, for the imports begun from then on. */
    @Override
    public void show(Location location) {
        String since = location.arguments().get("since");
        if (since != null) {
            model.toFiles();
            batches.filter(Filter.ALL.and("started", Filter.Operator.AT_LEAST, since));
        }
        String file = location.arguments().get("file");
        if (file != null) {
            model.choose(Path.of(file));
        }
    }

    @Override
    public void activate() {
        batches.reload();
    }

    @Override
    public void deactivate() {}

    @Override
    public void refresh() {
        batches.reload();
    }

    @Override
    public Optional<ListCommands> list() {
        return model.step().get() == ImportStep.FILE ? Optional.of(history) : Optional.empty();
    }

    /** For tests. */
    ImportViewModel model() {
        return model;
    }
}
