package org.countinghouse.mail;

import java.util.List;
import org.countinghouse.work.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A message as a person sees it before it is asked for.
 *
 * @param document number of the invoice or credit note
 * @param creditNoteId null: the invoice itself is attached
 * @param recipients as the customer's record has it; nobody when it has no address
 * @param attachment name of the file
 */
public record MailDraft(
        long invoiceId,
        @Nullable Long creditNoteId,
        String document,
        Recipients recipients,
        String recipientName,
        String senderName,
        String replyTo,
        String subject,
        String text,
        String attachment) {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_TEXT = 10_000;

    /** The same to somebody else, or in other words; null keeps what there is. */
    public MailDraft with(@Nullable String newRecipient, @Nullable String newSubject, @Nullable String newText) {
        return with(newRecipient == null ? null : List.of(newRecipient), null, newSubject, newText);
    }

    /** As above, to several addresses and with copies to others. */
    public MailDraft with(
            @Nullable List<String> newTo,
            @Nullable List<String> newCopies,
            @Nullable String newSubject,
            @Nullable String newText) {
        return new MailDraft(
                invoiceId,
                creditNoteId,
                document,
                new Recipients(
                        newTo == null ? recipients.to() : newTo, newCopies == null ? recipients.copies() : newCopies),
                recipientName,
                senderName,
                replyTo,
                newSubject == null ? subject : newSubject,
                newText == null ? text : newText,
                attachment);
    }

    /**
     * The same, in a form that can go out.
     *
     * @throws Failure {@code mail.address}, {@code mail.text} when the subject has more than one line, or one of the texts
     *     is empty or too long
     */
    MailDraft checked() {
        Recipients all = recipients.checked();
        String line = subject.strip();
        if (line.isEmpty() || line.length() > LONGEST_SUBJECT || line.chars().anyMatch(Character::isISOControl)) {
            throw new Failure(
                    "mail.text",
                    "The subject must be one line of up to " + LONGEST_SUBJECT + " characters.",
                    "Correct it. Nothing was sent.");
        }
        String words = text.replace("\r\n", "\n").strip();
        boolean control = words.chars().anyMatch(each -> Character.isISOControl(each) && each != '\n' && each != '\t');
        if (words.isEmpty() || words.length() > LONGEST_TEXT || control) {
            throw new Failure(
                    "mail.text",
                    "The text must have 1 to " + LONGEST_TEXT + " characters.",
                    "Correct it. Nothing was sent.");
        }
        return with(all.to(), all.copies(), line, words);
    }
}
