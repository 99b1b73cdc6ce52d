package org.countinghouse.desktop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.countinghouse.billing.BillingPeriod;
import org.countinghouse.desktop.firstrun.ConnectionStage;
import org.countinghouse.desktop.firstrun.DatabaseChoice;
import org.countinghouse.desktop.firstrun.FirstRunServices;
import org.countinghouse.desktop.shell.Session;
import org.countinghouse.storage.ChosenDatabase;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.Database;
import org.countinghouse.storage.DatabaseSettings;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.countinghouse.workspace.sample.SampleWorkspace;
import org.jspecify.annotations.Nullable;

/** The desktop's door to the workspace that the environment and the first start chose. */
public final class WorkspaceBackend implements Backend, FirstRunServices {
    private static final int ANSWER_MILLISECONDS = 5_000;

    private final Map<String, String> environment;
    private final Clock clock;
    private final DataHome home;
    private @Nullable Database tested;

    public WorkspaceBackend(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
        this.home = DataHome.resolve(environment);
    }

    @Override
    public Path preferencesFile() {
        return home.directory().resolve("preferences.json");
    }

    @Override
    public boolean isFirstRun() {
        return !environment.containsKey("COUNTINGHOUSE_DATABASE_URL") && !ChosenDatabase.made(home);
    }

    @Override
    public FirstRunServices firstRun() {
        return this;
    }

    @Override
    public Session open(Progress progress) {
        var session = new WorkspaceSession(openWorkspace(progress), environment);
        keep(null);
        return session;
    }

    /** Holds on to what was tested, so that the embedded server does not stop and start again between two steps. */
    private synchronized void keep(@Nullable Database database) {
        if (tested != null) {
            tested.close();
        }
        tested = database;
    }

    private Workspace openWorkspace(Progress progress) {
        return Workspace.open(environment, home, DatabaseSettings.fromEnvironment(environment, home), clock, progress);
    }

    @Override
    public List<ConnectionStage> stages(DatabaseChoice choice) {
        return switch (choice) {
            case DatabaseChoice.Embedded _ -> List.of(ConnectionStage.SERVER_STARTS, ConnectionStage.SCHEMA);
            case DatabaseChoice.Shared _ ->
                List.of(
                        ConnectionStage.HOST_REACHABLE,
                        ConnectionStage.SIGN_IN,
                        ConnectionStage.SERVER_VERSION,
                        ConnectionStage.SCHEMA);
        };
    }

    @Override
    public void check(DatabaseChoice choice, Consumer<ConnectionStage> passed, Progress progress) {
        if (choice instanceof DatabaseChoice.Shared shared) {
            reach(shared);
            passed.accept(ConnectionStage.HOST_REACHABLE);
        }
        // Opening signs in, asks for the version and brings the schema up to date; each has a failure of its own.
        keep(Database.open(settings(choice), List.of(), progress));
        stages(choice).stream()
                .filter(stage -> stage != ConnectionStage.HOST_REACHABLE)
                .forEach(passed);
    }

    private static void reach(DatabaseChoice.Shared shared) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(shared.host(), shared.port()), ANSWER_MILLISECONDS);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    "database.unreachable",
                    "Nothing answers at " + shared.host() + ", port " + shared.port() + ".",
                    "Check the host and the port, and that the network lets you through.",
                    e);
        }
    }

    @Override
    public void choose(DatabaseChoice choice) {
        switch (choice) {
            case DatabaseChoice.Embedded _ -> ChosenDatabase.keepEmbedded(home);
            case DatabaseChoice.Shared shared ->
                ChosenDatabase.keepShared(home, url(shared), shared.user(), shared.password());
        }
    }

    private DatabaseSettings settings(DatabaseChoice choice) {
        return switch (choice) {
            case DatabaseChoice.Embedded _ -> DatabaseSettings.embedded(home.directory());
            case DatabaseChoice.Shared shared ->
                DatabaseSettings.fromEnvironment(
                        Map.of(
                                "COUNTINGHOUSE_DATABASE_URL", url(shared),
                                "COUNTINGHOUSE_DATABASE_USER", shared.user(),
                                "COUNTINGHOUSE_DATABASE_PASSWORD", shared.password()),
                        home);
        };
    }

    private static String url(DatabaseChoice.Shared shared) {
        return "jdbc:postgresql://" + shared.host() + ":" + shared.port() + "/" + shared.database();
    }

    @Override
    public void createSample(Progress progress) {
        try (var workspace = openWorkspace(progress)) {
            workspace.sample().load(progress);
            for (String month : SampleWorkspace.MONTHS) {
                workspace.billingRuns().run(BillingPeriod.parse(month), false, progress);
            }
        }
    }
}
