package org.countinghouse.desktop.settings;

import org.countinghouse.mail.MailDelivery;
import org.countinghouse.mail.MailSettings;
import org.countinghouse.workspace.Workspace;

/** The mail server, as the screen needs it. */
public record MailServices(MailSettings settings, MailDelivery delivery) {
    public static MailServices of(Workspace workspace) {
        return new MailServices(workspace.mailSettings(), workspace.mailDelivery());
    }
}
