package org.countinghouse.desktop.ledger;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.stage.Window;
import org.countinghouse.billing.ledger.DatevFile;
import org.countinghouse.desktop.common.DateField;
import org.countinghouse.desktop.common.MoneyEffect;
import org.countinghouse.desktop.common.MoneyLook;
import org.countinghouse.desktop.common.Questions;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Texts;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/** Asks whose postings of which days go to the accountant, shows what would be in the file, then asks for its place. */
final class DatevDialog {
    private static final double WIDTH = 600;
    /** Where the accountant's numbers are remembered. */
    private static final String PLACE = "datev";

    private static final String CONSULTANT = "consultant";
    private static final String CLIENT = "client";

    private final ScreenContext context;
    private final Texts texts;
    private final LedgerViewModel model;
    private final ComboBox<String> entity = new ComboBox<>();
    private final DateField from;
    private final DateField until;
    private final TextField consultant = new TextField();
    private final TextField client = new TextField();
    private final MoneyLook<DatevFile.Content> look;
    private final Button confirm;
    private long postings;

    /** @param place asks for the file that is proposed */
    private DatevDialog(
            ScreenContext context,
            Window owner,
            LedgerViewModel model,
            List<String> sellers,
            Function<String, Optional<Path>> place) {
        this.context = context;
        this.texts = context.texts();
        this.model = model;
        from = day("datev-from", model.scope().since());
        until = day("datev-until", model.scope().until());
        clipToOneYear();
        look = new MoneyLook<>(context, this::words);
        fill(sellers);
        confirm = Questions.ask(
                WIDTH,
                owner,
                texts,
                texts.get("ledger.datev.title"),
                texts.get("ledger.datev.go"),
                "confirm-datev",
                () -> save(place),
                Questions.sentence(texts.get("ledger.datev.text"), "muted"),
                Questions.field(texts.get("ledger.column.entity"), entity),
                Questions.row(
                        Questions.field(texts.get("ledger.datev.from"), from),
                        Questions.field(texts.get("ledger.datev.until"), until)),
                Questions.row(
                        Questions.field(texts.get("ledger.datev.consultant"), consultant),
                        Questions.field(texts.get("ledger.datev.client"), client)),
                look);
        look.ready().addListener((_, _, _) -> hold());
        consultant.textProperty().addListener((_, _, _) -> hold());
        client.textProperty().addListener((_, _, _) -> hold());
        entity.valueProperty().addListener((_, _, _) -> look());
        from.valueProperty().addListener((_, _, _) -> look());
        until.valueProperty().addListener((_, _, _) -> look());
        look();
        hold();
        consultant.requestFocus();
    }

    static void ask(
            ScreenContext context, Window owner, LedgerViewModel model, Function<String, Optional<Path>> place) {
        model.sellers(sellers -> new DatevDialog(context, owner, model, sellers, place));
    }

    private DateField day(String id, LocalDate day) {
        var field = new DateField(context);
        field.setId(id);
        field.setValue(day);
        field.setMaxWidth(Double.MAX_VALUE);
        return field;
    }

    /** A batch is of one year. */
    private void clipToOneYear() {
        LocalDate first = from.getValue();
        LocalDate last = until.getValue();
        if (first != null && last != null && first.getYear() != last.getYear()) {
            from.setValue(last.withDayOfYear(1));
        }
    }

    private void fill(List<String> sellers) {
        entity.setId("datev-entity");
        entity.getItems().setAll(sellers);
        entity.setMaxWidth(Double.MAX_VALUE);
        String shown = model.entity().get();
        entity.setValue(shown == null ? sellers.stream().findFirst().orElse(null) : shown);
        Map<String, String> remembered =
                context.preferences().get().remembered().places().getOrDefault(PLACE, Map.of());
        consultant.setId("datev-consultant");
        consultant.setText(remembered.getOrDefault(CONSULTANT, ""));
        client.setId("datev-client");
        client.setText(remembered.getOrDefault(CLIENT, ""));
    }

    private void look() {
        String seller = entity.getValue();
        LocalDate first = from.getValue();
        LocalDate last = until.getValue();
        if (seller == null || first == null || last == null || last.isBefore(first)) {
            look.waitFor("ledger.datev.days");
        } else {
            look.look(model.datevContent(seller, first, last));
        }
    }

    private List<Node> words(DatevFile.Content content) {
        postings = content.postings();
        var nodes = new ArrayList<Node>();
        nodes.add(Questions.sentence(
                texts.get("ledger.datev.postings", context.formats().count(postings)), "change-text"));
        if (postings > 0) {
            var lines = new ArrayList<MoneyEffect.Line>();
            content.sums()
                    .forEach(sum -> lines.add(new MoneyEffect.Line(
                            texts.get(
                                    "ledger.datev.kind",
                                    texts.get("ledger.kind." + sum.kind().code()),
                                    context.formats().count(sum.postings())),
                            null,
                            sum.debit().add(sum.credit()),
                            content.currency())));
            nodes.add(new MoneyEffect(context, lines));
            nodes.add(new MoneyEffect(
                    context,
                    List.of(
                            new MoneyEffect.Line(
                                    texts.get("ledger.datev.debit"), null, content.debit(), content.currency()),
                            new MoneyEffect.Line(
                                    texts.get("ledger.datev.credit"), null, content.credit(), content.currency()))));
        }
        return nodes;
    }

    private void hold() {
        confirm.setDisable(!look.ready().get() || postings == 0 || receiver() == null);
    }

    /** Null while the numbers are none that DATEV gives. */
    private DatevFile.@Nullable Receiver receiver() {
        try {
            return new DatevFile.Receiver(
                    Integer.parseInt(consultant.getText().strip()),
                    Integer.parseInt(client.getText().strip()));
        } catch (NumberFormatException | Failure unusable) {
            return null;
        }
    }

    private void save(Function<String, Optional<Path>> place) {
        String seller = entity.getValue();
        LocalDate first = from.getValue();
        LocalDate last = until.getValue();
        DatevFile.Receiver receiver = receiver();
        if (seller == null || first == null || last == null || receiver == null) {
            return;
        }
        context.preferences()
                .update(current -> current.withRemembered(current.remembered()
                        .withPlace(
                                PLACE,
                                Map.of(
                                        CONSULTANT,
                                        Integer.toString(receiver.consultant()),
                                        CLIENT,
                                        Integer.toString(receiver.client())))));
        place.apply("EXTF_Buchungsstapel_" + seller + "_" + first + "_" + last + ".csv")
                .ifPresent(file -> model.saveDatev(seller, first, last, receiver, file));
    }
}
