package org.countinghouse.desktop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.countinghouse.desktop.billingruns.AutomaticWork;
import org.countinghouse.desktop.common.ConnectionInfo;
import org.countinghouse.desktop.common.PaletteProvider;
import org.countinghouse.desktop.common.ScreenContext;
import org.countinghouse.desktop.common.ScreenDefinition;
import org.countinghouse.desktop.palette.RecordFinders;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.mail.MailClerk;
import org.countinghouse.storage.GroupRole;
import org.countinghouse.workspace.RegularUpkeep;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** An open workspace as the window sees it. */
public final class WorkspaceSession implements Session {
    private static final Duration MAIL_ROUND = Duration.ofSeconds(60);
    /** Soon after the start, since a desktop may not be open for long; then as a gateway does. */
    private static final RegularUpkeep.Schedule UPKEEP =
            new RegularUpkeep.Schedule(Duration.ofMinutes(1), Duration.ofHours(1));

    private final Workspace workspace;
    private final Map<String, String> environment;
    private final MailClerk mail;
    private final @Nullable AutomaticWork automatic;

    /** @param environment may name the secret that access tokens are signed with */
    public WorkspaceSession(Workspace workspace, Map<String, String> environment) {
        this(workspace, environment, UPKEEP);
    }

    /** @param upkeep when the work of nobody else is done, on a database of the desktop's own */
    WorkspaceSession(Workspace workspace, Map<String, String> environment, RegularUpkeep.Schedule upkeep) {
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
        boolean sends = workspace.database().info().groups().contains(GroupRole.FINANCE);
        mail = new MailClerk(workspace.mailDelivery(), sends ? MAIL_ROUND : Duration.ZERO);
        // A shared database has a gateway for it; the embedded one has nobody else.
        automatic = sends && workspace.database().info().embedded() ? AutomaticWork.start(workspace, upkeep) : null;
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
        return DesktopScreens.of(workspace, () -> workspace.tokenSecret(environment), connection(), automatic);
    }

    @Override
    public List<PaletteProvider> palette(ScreenContext context) {
        return RecordFinders.of(workspace.database(), context);
    }

    @Override
    public void close() {
        if (automatic != null) {
            automatic.close();
        }
        mail.close();
        workspace.close();
    }
}
