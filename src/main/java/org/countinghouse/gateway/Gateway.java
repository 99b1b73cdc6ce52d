package org.countinghouse.gateway;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.countinghouse.billing.currency.ExchangeRates;
import org.countinghouse.mail.MailClerk;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.security.TokenCheck;
import org.countinghouse.security.TokenSecret;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.RegularUpkeep;
import org.countinghouse.workspace.Workspace;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running HTTP server over an open workspace. Closing it finishes the requests that run and refuses new ones. */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int MOST_CONNECTIONS = 2_000;
    private static final int LARGEST_HEADER = 16 * 1024;
    private static final String BEGAN = "began";

    private final GatewaySettings settings;
    private final UsageIntake intake;
    private final TokenCheck tokens;
    private final LiveUsage live;
    private final GatewayMetrics metrics;
    private final AccessLog accessLog;
    private final List<Route> routes;
    private final Admission admission;
    private final RegularUpkeep upkeep;
    private final MailClerk mail;
    private final Javalin server;

    private Gateway(Workspace workspace, GatewaySettings settings, TokenSecret secret) {
        this.settings = settings;
        tokens = new TokenCheck(workspace.accessTokens(), secret, workspace.database(), workspace.clock());
        intake = new UsageIntake(workspace.database(), workspace.clock());
        live = new LiveUsage(workspace.database(), tokens::stillHolds);
        metrics = new GatewayMetrics(intake, () -> BusinessFigures.read(workspace.database()));
        accessLog = new AccessLog(tokens);
        admission = new Admission(tokens, new RateLimits(settings.requestsPerSecond()), workspace.database());
        mail = new MailClerk(workspace.mailDelivery(), settings.mail());
        routes = Routes.of(workspace, settings, intake, live, metrics, mail::wake);
        upkeep = new RegularUpkeep(
                workspace,
                ExchangeRates.of(workspace.database(), workspace.clock()),
                new RegularUpkeep.Schedule(settings.upkeep(), settings.upkeep()),
                () -> true);
        server = Javalin.create(this::configure);
    }

    /**
     * Starts to listen.
     *
     * @throws Failure {@code gateway.port} when the address cannot be taken
     */
    static Gateway start(Workspace workspace, GatewaySettings settings, TokenSecret secret) {
        var gateway = new Gateway(workspace, settings, secret);
        boolean started = false;
        try {
            gateway.server.start();
            started = true;
            return gateway;
        } catch (RuntimeException problem) {
            throw new Failure(
                    "gateway.port",
                    "The gateway cannot listen on " + settings.host() + ":" + settings.port() + ".",
                    "Another program may use the port: name another with --port.",
                    problem);
        } finally {
            if (!started) {
                gateway.close();
            }
        }
    }

    int port() {
        return server.port();
    }

    /** Every call it answers. */
    List<Route> routes() {
        return routes;
    }

    /** How well requests share commits, since the start. */
    double eventsPerCommit() {
        var figures = intake.figures();
        return figures.stored() / (double) Math.max(1, figures.transactions());
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = settings.largestBody();
        config.jetty.modifyServer(jetty -> {
            jetty.setStopTimeout(settings.drain().toMillis());
            jetty.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, jetty));
        });
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(LARGEST_HEADER);
        });
        config.jetty.addConnector(this::connector);
        config.routes.before(context -> context.attribute(BEGAN, System.nanoTime()));
        routes.forEach(route -> config.routes.addEndpoint(new Endpoint(route.method(), route.path(), context -> {
            if (route.scope() != null) {
                admission.admit(context, route.scope());
            }
            route.handler().handle(context);
        })));
        config.routes.exception(Failure.class, (failure, context) -> refuse(context, failure));
        config.routes.exception(HttpResponseException.class, Gateway::refuse);
        config.routes.exception(Exception.class, (defect, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), defect);
            Problem.defect().send(context);
        });
        config.requestLogger.http((context, _) -> finished(context));
    }

    private ServerConnector connector(Server jetty, HttpConfiguration http) {
        if (jetty.getDescendant(GracefulHandler.class) == null) {
            jetty.insertHandler(new GracefulHandler());
        }
        var connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        return connector;
    }

    private static void refuse(Context context, Failure failure) {
        Problem problem = Problem.of(failure);
        if (problem.status() >= 500 && problem.status() != 501) {
            LOG.warn("{} {}: {}: {}", context.method(), context.path(), failure.code(), failure.summary());
        }
        problem.send(context);
    }

    /** What the server itself refuses. */
    private static void refuse(HttpResponseException refusal, Context context) {
        Failure failure = switch (refusal.getStatus()) {
            case 404 ->
                new Failure(
                        "request.route",
                        "There is no " + context.method() + " " + context.path() + ".",
                        "The calls are described in " + Route.BASE + "/openapi.json.");
            case 405 ->
                new Failure(
                        "request.method",
                        context.method() + " is not a way to call " + context.path() + ".",
                        "The calls are described in " + Route.BASE + "/openapi.json.");
            case 413 -> new Failure("request.too-large", "The body is too large.", "Send it in parts.");
            default -> new Failure("request.refused", "The request cannot be answered.", "");
        };
        Problem.of(failure).send(context);
    }

    private void finished(Context context) {
        Long began = context.attribute(BEGAN);
        long nanos = began == null ? 0 : System.nanoTime() - began;
        var endpoint = context.endpoints().lastHttpEndpoint();
        String route = endpoint == null || endpoint.path.equals("*") ? "none" : endpoint.path;
        int status = context.statusCode();
        metrics.request(context.method().name(), route, status, nanos);
        accessLog.write(context, status, TimeUnit.NANOSECONDS.toMicros(nanos));
    }

    /** Takes no new requests, finishes those that run, and stores what they brought. */
    @Override
    public void close() {
        live.close();
        server.stop();
        upkeep.close();
        mail.close();
        intake.close();
        accessLog.close();
        tokens.close();
    }
}
