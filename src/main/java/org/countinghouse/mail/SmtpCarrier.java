package org.countinghouse.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.countinghouse.work.Failure;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.simplejavamail.MailException;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands messages to an SMTP server, one connection a message. Every step has an end: a server that hangs holds a message
 * for minutes at most, less than {@link Deliveries#PATIENCE}.
 */
final class SmtpCarrier {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(45);
    private static final int PERMANENT = 500;
    private static final int LONGEST_REASON = 300;

    private final MailServer server;
    private final Session session;

    SmtpCarrier(MailServer server) {
        this.server = server;
        this.session = Session.getInstance(properties(server));
    }

    private static Properties properties(MailServer server) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.security() == MailServer.Security.TLS));
        String upgrade = Boolean.toString(server.security() == MailServer.Security.STARTTLS);
        properties.setProperty("mail.smtp.starttls.enable", upgrade);
        properties.setProperty("mail.smtp.starttls.required", upgrade);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", Long.toString(CONNECT.toMillis()));
        properties.setProperty("mail.smtp.timeout", Long.toString(ANSWER.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", Long.toString(ANSWER.toMillis()));
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.from", server.from());
        return properties;
    }

    /**
     * Signs in and out again.
     *
     * @throws Failure {@code mail.server} saying why it cannot
     */
    void check() {
        try (var connection = new HandingOver(session)) {
            connect(connection);
        } catch (MessagingException problem) {
            throw new Failure(
                    "mail.server",
                    "The mail server " + server.host() + ":" + server.port() + " was asked in vain: " + away(problem)
                            + ".",
                    "Check host, port, protection, user and password. No message was sent.",
                    problem);
        }
    }

    /** @param before called right before the server may have the message; false = it must not get it */
    Outcome send(MailMessage message, byte[] pdf, Instant now, BooleanSupplier before) {
        MimeMessage mime;
        InternetAddress[] to;
        try {
            mime = mime(message, pdf, now);
            to = addresses(message.recipients());
        } catch (MessagingException | MailException problem) {
            LOG.warn("Message {} cannot be put together.", message.id(), problem);
            return new Outcome.Refused("it cannot be put together");
        }
        var connection = new HandingOver(session);
        try {
            connect(connection);
        } catch (MessagingException problem) {
            return new Outcome.Later(away(problem), true);
        }
        connection.tell(before);
        try {
            connection.sendMessage(mime, to);
            return new Outcome.Accepted();
        } catch (MessagingException problem) {
            return outcome(message, problem, connection.handed());
        } finally {
            leave(connection);
        }
    }

    private static InternetAddress[] addresses(Recipients recipients) throws MessagingException {
        var addresses = new ArrayList<InternetAddress>();
        for (String each : recipients.all()) {
            addresses.add(new InternetAddress(each));
        }
        return addresses.toArray(InternetAddress[]::new);
    }

    /** How the server says goodbye changes nothing about what it took. */
    private static void leave(HandingOver connection) {
        try {
            connection.close();
        } catch (MessagingException unimportant) {
            LOG.debug("The mail server ended the connection by itself.", unimportant);
        }
    }

    private void connect(HandingOver connection) throws MessagingException {
        boolean signIn = !server.user().isEmpty();
        connection.connect(
                server.host(), server.port(), signIn ? server.user() : null, signIn ? server.password() : null);
    }

    /** Simple Java Mail refuses line breaks in headers once more. */
    private MimeMessage mime(MailMessage message, byte[] pdf, Instant now) throws MessagingException {
        var builder = EmailBuilder.startingBlank()
                .from(message.senderName(), server.from())
                .to(message.recipientName(), message.recipients().to().getFirst())
                .toMultiple(message.recipients().to().stream().skip(1).toList())
                .ccAddresses(message.recipients().copies())
                .withSubject(message.subject())
                .withPlainText(message.text())
                .withAttachment(message.attachment(), pdf, "application/pdf")
                .fixingMessageId("<" + message.messageId() + ">")
                .fixingSentDate(Date.from(now));
        if (!message.replyTo().isEmpty()) {
            builder = builder.withReplyTo(message.senderName(), message.replyTo());
        }
        return EmailConverter.emailToMimeMessage(builder.buildEmail(), session);
    }

    private static Outcome outcome(MailMessage message, MessagingException problem, boolean handed) {
        int code = -1;
        String words = "";
        boolean several = message.recipients().all().size() > 1;
        for (Exception each = problem; each instanceof MessagingException next; each = next.getNextException()) {
            int told = code(next);
            // Of several addresses one that is refused for good decides: trying again would not help.
            if (told > 0 && (code < PERMANENT || told >= PERMANENT)) {
                code = told;
                words = plain(who(next, several) + next.getMessage());
            }
        }
        if (code >= PERMANENT) {
            return new Outcome.Refused(words);
        }
        if (code > 0) {
            return new Outcome.Later(words, false);
        }
        return handed
                ? new Outcome.Unsure("the connection ended while the server had it")
                : new Outcome.Later("the connection ended before it went out", false);
    }

    /** A server does not always repeat whom it refuses. */
    private static String who(MessagingException problem, boolean several) {
        return several && problem instanceof SMTPAddressFailedException refused
                ? refused.getAddress().getAddress() + ": "
                : "";
    }

    private static int code(MessagingException problem) {
        return switch (problem) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> -1;
        };
    }

    /** In our words: what a server or library says about a sign-in is not kept. */
    private static String away(MessagingException problem) {
        if (problem instanceof AuthenticationFailedException) {
            return "the mail server did not accept the user name and password";
        }
        for (Throwable each = problem; each != null; each = each.getCause()) {
            if (each instanceof javax.net.ssl.SSLException) {
                return "the mail server could not prove who it is, or does not encrypt";
            }
            if (each instanceof java.net.UnknownHostException) {
                return "the name of the mail server is not known";
            }
        }
        return "the mail server does not answer as it should";
    }

    private static String plain(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
    }
}
