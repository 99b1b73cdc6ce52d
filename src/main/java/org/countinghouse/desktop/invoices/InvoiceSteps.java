package org.countinghouse.desktop.invoices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.countinghouse.billing.BillingRunReport;
import org.countinghouse.billing.CreditNote;
import org.countinghouse.billing.CreditRequest;
import org.countinghouse.billing.Invoice;
import org.countinghouse.billing.InvoiceRow;
import org.countinghouse.billing.InvoiceStatus;
import org.countinghouse.billing.PaymentPreview;
import org.countinghouse.billing.Payments;
import org.countinghouse.billing.ReissueEffect;
import org.countinghouse.desktop.common.LatestTask;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.Work;
import org.countinghouse.work.Failure;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The steps that the invoice beside the list may take; knows no nodes. */
final class InvoiceSteps {
    private static final java.time.Duration TYPING = java.time.Duration.ofMillis(200);

    private final InvoicesServices services;
    private final ScreenContext context;
    private final InvoicesViewModel model;
    private final LatestTask previewing;
    private final Sending sending;

    InvoiceSteps(InvoicesServices services, ScreenContext context, InvoicesViewModel model) {
        this.services = services;
        this.context = context;
        this.model = model;
        this.previewing = context.tasks().latest();
        this.sending = new Sending(context, services.mail(), model::refresh);
    }

    /** The invoice beside the list may become this. */
    BooleanBinding may(InvoiceStatus next) {
        return Bindings.createBooleanBinding(
                () -> {
                    InvoiceRow row = model.current().get();
                    return row != null
                            && row.status().mayBecome(next)
                            // What somebody has paid is corrected with a credit note.
                            && (row.status() != InvoiceStatus.PAID || row.due().isNegativeOrZero());
                },
                model.current());
    }

    /** The draft beside the list has problems about which nobody has decided. */
    BooleanBinding mayAccept() {
        return Bindings.createBooleanBinding(
                () -> {
                    InvoiceRow row = model.current().get();
                    return row != null && row.status().open() && row.problems() > 0;
                },
                model.current());
    }

    /** The invoice beside the list may go to its customer. */
    BooleanBinding mayBeSent() {
        return Bindings.createBooleanBinding(
                () -> {
                    InvoiceRow row = model.current().get();
                    return row != null && !row.status().open() && row.status() != InvoiceStatus.VOID;
                },
                model.current());
    }

    /** Money may come for the invoice beside the list; also after it was written off. */
    BooleanBinding mayBePaid() {
        return may(InvoiceStatus.PAID)
                .or(Bindings.createBooleanBinding(
                        () -> {
                            InvoiceRow row = model.current().get();
                            return row != null && row.status() == InvoiceStatus.UNCOLLECTIBLE;
                        },
                        model.current()));
    }

    /** The invoice beside the list may be credited. */
    BooleanBinding mayBeCredited() {
        return Bindings.createBooleanBinding(
                () -> {
                    InvoiceRow row = model.current().get();
                    return row != null && row.status().creditable();
                },
                model.current());
    }

    void review(InvoiceRow row, String reason) {
        step(row, "invoices.step.done.review", _ -> services.life().review(List.of(row.id()), reason));
    }

    void approve(InvoiceRow row) {
        step(row, "invoices.step.done.approve", _ -> services.life().approve(List.of(row.id()), ""));
    }

    void accept(InvoiceRow row, String reason) {
        step(row, "invoices.step.done.accept", _ -> services.problems().accept(List.of(row.id()), reason));
    }

    void reject(InvoiceRow row, String reason) {
        step(row, "invoices.step.done.reject", _ -> services.life().reject(List.of(row.id()), reason));
    }

    void sent(InvoiceRow row) {
        step(row, "invoices.step.done.sent", _ -> services.life().sent(List.of(row.id()), ""));
    }

    /** Sends the invoice and its credit notes. */
    Sending sending() {
        return sending;
    }

    void pay(InvoiceRow row, PaymentQuestion.Payment payment) {
        step(
                row,
                "invoices.step.done.pay",
                _ -> services.life()
                        .pay(row.id(), payment.amount(), payment.day(), payment.reference(), payment.received()));
    }

    /** What taking a payment back would do. */
    void previewTakeBack(Payments.Payment payment, Consumer<Payments.Effect> shown) {
        context.tasks()
                .<Payments.Effect>run(
                        context.texts().get("invoices.task.read"),
                        _ -> services.life().payments().preview(payment.id()),
                        shown,
                        context.notices()::failure);
    }

    void takeBack(Payments.Payment payment, String reason) {
        context.tasks()
                .<Payments.Effect>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.life().payments().takeBack(payment.id(), reason),
                        effect -> {
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    "invoices.payment.back.done",
                                                    money(payment.amount(), payment.currency()),
                                                    effect.invoice()));
                            model.refresh();
                        },
                        context.notices()::failure);
    }

    /** Where the person is. */
    LocalDate today() {
        return LocalDate.ofInstant(context.clock().instant(), context.formats().zone());
    }

    /** What a payment would book; only the answer to the newest question is told. */
    void previewPayment(
            InvoiceRow row,
            PaymentQuestion.Payment payment,
            Consumer<PaymentPreview> shown,
            Consumer<Failure> refused) {
        previewing.<PaymentPreview>run(
                context.texts().get("invoices.task.step"),
                TYPING,
                _ -> services.life()
                        .previewPayment(
                                row.id(), payment.amount(), payment.day(), payment.reference(), payment.received()),
                shown,
                refused);
    }

    /** What was asked last is not told any more. */
    void dropPreview() {
        previewing.cancel();
    }

    /** What making it void does, and drafting it again. */
    Work<ReissueEffect> voidEffect(InvoiceRow row, boolean again) {
        return _ -> services.reissue().preview(row.id(), again);
    }

    void makeVoid(InvoiceRow row, String reason, boolean again) {
        if (!again) {
            step(row, "invoices.step.done.void", _ -> {
                services.life().makeVoid(row.id(), reason);
                return 0;
            });
            return;
        }
        context.tasks()
                .<BillingRunReport>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.reissue().reissue(row.id(), reason),
                        report -> {
                            said(row, report);
                            model.refresh();
                        },
                        context.notices()::failure);
    }

    /** The invoice is void in any case; what could not be drafted anew is told. */
    private void said(InvoiceRow row, BillingRunReport report) {
        if (report.failures().isEmpty()) {
            context.notices()
                    .success(context.texts()
                            .get("invoices.step.done.reissue", InvoiceColumns.name(row, context.texts())));
        }
        report.failures().forEach(each -> context.notices().failure(new Failure(each.code(), each.reason(), "")));
    }

    void writeOff(InvoiceRow row, String reason) {
        step(row, "invoices.step.done.write-off", _ -> services.life().writeOff(row.id(), reason));
    }

    private void step(InvoiceRow row, String done, Work<? extends Object> work) {
        context.tasks()
                .<Object>run(
                        context.texts().get("invoices.task.step"),
                        work,
                        _ -> {
                            context.notices()
                                    .success(context.texts().get(done, InvoiceColumns.name(row, context.texts())));
                            model.refresh();
                        },
                        context.notices()::failure);
    }

    /** What may be credited or is open: the invoice with its lines, and its history. */
    void read(InvoiceRow row, java.util.function.BiConsumer<Invoice, InvoiceHistory> found) {
        context.tasks()
                .<java.util.Map.Entry<Invoice, InvoiceHistory>>run(
                        context.texts().get("invoices.task.read"),
                        _ -> java.util.Map.entry(
                                services.invoices().find(Long.toString(row.id())), services.history(row.id())),
                        both -> found.accept(both.getKey(), both.getValue()),
                        context.notices()::failure);
    }

    /** What a credit note would come to; only the answer to the newest question is told. */
    void preview(InvoiceRow row, CreditRequest request, Consumer<CreditNote> shown, Consumer<Failure> refused) {
        previewing.<CreditNote>run(
                context.texts().get("invoices.task.step"),
                TYPING,
                _ -> services.creditNotes().preview(row.id(), request),
                shown,
                refused);
    }

    /** @param reference one for each question, so that a click too many credits nothing */
    void credit(InvoiceRow row, CreditRequest request, String reason, String reference) {
        context.tasks()
                .<CreditNote>run(
                        context.texts().get("invoices.task.step"),
                        _ -> services.creditNotes().issue(row.id(), request, reason, reference),
                        note -> {
                            context.notices()
                                    .success(context.texts()
                                            .get(
                                                    "invoices.step.done.credit",
                                                    String.valueOf(note.number()),
                                                    money(note.total(), note.currency())));
                            model.refresh();
                        },
                        context.notices()::failure);
    }

    String money(BigDecimal amount, String currency) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        return context.formats().money(Money.of(unit, amount.setScale(unit.getDecimalPlaces())));
    }
}
