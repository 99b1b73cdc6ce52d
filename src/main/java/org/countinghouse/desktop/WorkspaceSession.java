package org.countinghouse.desktop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.palette.RecordFinders;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.mail.MailClerk;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.Workspace;

/** An open workspace as the window sees it. */
public final class WorkspaceSession implements Session {
    private static final Duration MAIL_ROUND = Duration.ofSeconds(60);

    private final Workspace workspace;
    private final Map<String, String> environment;
    private final MailClerk mail;

    /** @param environment may name the secret that access tokens are signed with */
    public WorkspaceSession(Workspace workspace, Map<String, String> environment) {
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
        boolean sends = workspace.database().info().groups().contains(GroupRole.FINANCE);
        mail = new MailClerk(workspace.mailDelivery(), sends ? MAIL_ROUND : Duration.ZERO);
    }

    @Override
    public ConnectionInfo connection() {
        var info = workspace.database().info();
        return new ConnectionInfo(
                info.embedded() ? ConnectionInfo.Kind.EMBEDDED : ConnectionInfo.Kind.SHARED,
                info.host(),
                info.port(),
                info.database(),
                info.user(),
                info.groups().stream().map(GroupRole::role).sorted().toList(),
                Integer.toString(info.schemaVersion()),
                "PostgreSQL " + info.serverVersion());
    }

    @Override
    public List<ScreenDefinition> screens() {
        return DesktopScreens.of(workspace, () -> workspace.tokenSecret(environment), connection());
    }

    @Override
    public List<PaletteProvider> palette(ScreenContext context) {
        return RecordFinders.of(workspace.database(), context);
    }

    @Override
    public void close() {
        mail.close();
        workspace.close();
    }
}
