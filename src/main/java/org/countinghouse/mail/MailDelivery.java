package org.countinghouse.mail;

import java.time.Clock;
import java.util.UUID;
import org.countinghouse.storage.Database;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers what is due in the outbox. Several programs may do so at once: each takes other messages. */
public final class MailDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    /** Sets the document of a message. */
    @FunctionalInterface
    public interface Papers {
        /** @param creditNoteId null: the invoice itself */
        byte[] pdf(long invoiceId, @Nullable Long creditNoteId);
    }

    private final Database database;
    private final Clock clock;
    private final MailSettings settings;
    private final Papers papers;

    public MailDelivery(Database database, Clock clock, MailSettings settings, Papers papers) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.papers = papers;
    }

    /**
     * What a round did.
     *
     * @param sent that a server took
     * @param waiting that are tried again later
     * @param stuck that a person has to look at
     */
    public record Report(int sent, int waiting, int stuck) {}

    /** Signs in at the mail server and out again. Throws {@link Failure} {@code mail.none}, {@code mail.server}. */
    public void check(MailServer server) {
        new SmtpCarrier(server).check();
    }

    /**
     * One round: puts right what was left by programs that are gone, then sends each message that is due. Without a mail
     * server on this machine messages wait for a program that has one.
     *
     * @throws Failure {@code mail.settings}, and those of the database
     */
    public Report deliver() {
        database.write(connection -> new Deliveries(connection, clock.instant()).recover());
        var server = settings.server();
        if (server.isEmpty()) {
            return new Report(0, 0, 0);
        }
        var carrier = new SmtpCarrier(server.get());
        int sent = 0;
        int waiting = 0;
        int stuck = 0;
        while (true) {
            UUID claim = UUID.randomUUID();
            MailMessage message = database.write(connection -> new Deliveries(connection, clock.instant()).take(claim));
            if (message == null) {
                return new Report(sent, waiting, stuck);
            }
            Outcome outcome = hand(carrier, message, claim);
            keep(message, claim, outcome);
            switch (outcome) {
                case Outcome.Accepted _ -> sent++;
                case Outcome.Later later -> {
                    waiting++;
                    if (later.serverAway()) {
                        // The others would only use up their tries.
                        return new Report(sent, waiting, stuck);
                    }
                }
                case Outcome.Refused _, Outcome.Unsure _ -> stuck++;
            }
        }
    }

    private Outcome hand(SmtpCarrier carrier, MailMessage message, UUID claim) {
        byte[] pdf;
        try {
            pdf = papers.pdf(message.invoiceId(), message.creditNoteId());
        } catch (Failure failure) {
            return failure.code().startsWith("database.")
                    ? new Outcome.Later(failure.summary(), true)
                    : new Outcome.Refused(failure.summary());
        } catch (RuntimeException defect) {
            LOG.error("The document of message {} could not be made", message.id(), defect);
            return new Outcome.Later("its document could not be made", false);
        }
        return carrier.send(
                message,
                pdf,
                clock.instant(),
                () -> database.write(
                        connection -> new Deliveries(connection, clock.instant()).handing(message.id(), claim)));
    }

    private void keep(MailMessage message, UUID claim, Outcome outcome) {
        database.write(connection -> {
            var deliveries = new Deliveries(connection, clock.instant());
            switch (outcome) {
                case Outcome.Accepted _ -> deliveries.sent(message, "");
                case Outcome.Later later -> deliveries.later(message, claim, later.reason());
                case Outcome.Refused refused -> deliveries.failed(message, claim, refused.reason());
                case Outcome.Unsure unsure -> deliveries.unsure(message, claim, unsure.reason());
            }
            return true;
        });
        LOG.info(
                "Message {} with {}: {}",
                message.id(),
                message.document(),
                switch (outcome) {
                    case Outcome.Accepted _ -> "sent.";
                    case Outcome.Later later -> "waits, " + later.reason() + ".";
                    case Outcome.Refused refused -> "failed, " + refused.reason() + ".";
                    case Outcome.Unsure unsure -> "may have gone out, " + unsure.reason() + ".";
                });
    }
}
