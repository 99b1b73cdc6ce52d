package org.countinghouse.gateway;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.work.Failure;
import org.countinghouse.work.Progress;
import org.countinghouse.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the gateway until the process is told to end. */
@Command(
        name = "serve",
        description = "Run the HTTP gateway until it is told to end (Ctrl+C, SIGTERM).",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Map<String, String> environment;

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default ${DEFAULT-VALUE}).")
    private int port = GatewaySettings.DEFAULT_PORT;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default ${DEFAULT-VALUE}). Others than this machine reach it through a"
                    + " proxy that speaks TLS.")
    private String host = "127.0.0.1";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public ServeCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new Failure("gateway.port", port + " is no port.", "Ports are from 1 to 65535; 0 takes a free one.");
        }
        var settings = GatewaySettings.of(host, port, environment);
        var workspace = Workspace.open(environment, Progress.NONE);
        var stopped = new CountDownLatch(1);
        try (workspace) {
            var secret = TokenSecret.of(environment, workspace.home());
            workspace.database().leaveAtCloseOnly();
            var gateway = Gateway.start(workspace, settings, secret);
            // Told to end, the process waits for its hooks: finish what runs first, then leave the database.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                gateway.close();
                                workspace.close();
                                stopped.countDown();
                            },
                            "gateway-stop"));
            LOG.info("Listening on {}:{}", host, gateway.port());
            var out = spec.commandLine().getOut();
            out.println("Countinghouse gateway on http://" + host + ":" + gateway.port() + Route.BASE);
            out.flush();
            stopped.await();
            return 0;
        }
    }
}
