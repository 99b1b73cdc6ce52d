package org.countinghouse.mail;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.countinghouse.storage.DataHome;
import org.countinghouse.storage.embedded.OwnerOnly;
import org.countinghouse.work.Failure;

/**
 * Where messages are handed over: {@code COUNTINGHOUSE_SMTP_HOST} and its fellows, or a file of the data home that only
 * its owner may read, as the sign-in of a shared database is kept. The password is in one of these places alone.
 */
public final class MailSettings {
    private static final String FILE = "mail.properties";
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String SECURITY = "security";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String FROM = "from";

    /** The keys of the file and the variables that stand for them. */
    private static final Map<String, String> VARIABLES = Map.of(
            HOST, "COUNTINGHOUSE_SMTP_HOST",
            PORT, "COUNTINGHOUSE_SMTP_PORT",
            SECURITY, "COUNTINGHOUSE_SMTP_SECURITY",
            USER, "COUNTINGHOUSE_SMTP_USER",
            PASSWORD, "COUNTINGHOUSE_SMTP_PASSWORD",
            FROM, "COUNTINGHOUSE_SMTP_FROM");

    private final Map<String, String> environment;
    private final Path file;

    public MailSettings(Map<String, String> environment, DataHome home) {
        this.environment = Map.copyOf(environment);
        this.file = home.directory().resolve(FILE);
    }

    /**
     * The server that is set; empty where there is none.
     *
     * @throws Failure {@code mail.settings} when what is set does not fit together or cannot be read
     */
    public Optional<MailServer> server() {
        Map<String, String> values = byEnvironment() ? fromEnvironment() : fromFile();
        if (values.getOrDefault(HOST, "").isBlank()) {
            return Optional.empty();
        }
        var security = MailServer.Security.of(values.getOrDefault(SECURITY, "starttls"));
        return Optional.of(new MailServer(
                values.getOrDefault(HOST, ""),
                port(values.getOrDefault(PORT, ""), security),
                security,
                values.getOrDefault(USER, ""),
                values.getOrDefault(PASSWORD, ""),
                values.getOrDefault(FROM, "")));
    }

    /** @throws Failure {@code mail.none} when no server is set */
    public MailServer required() {
        return server().orElseThrow(() -> new Failure(
                "mail.none",
                "No mail server is set on this machine.",
                "Name one in the settings, or with: countinghouse mail server --host HOST --from ADDRESS"));
    }

    /** Whether the environment names the server, so that the file does not count. */
    public boolean byEnvironment() {
        return !environment.getOrDefault(VARIABLES.get(HOST), "").isBlank();
    }

    /**
     * Keeps the server in the file.
     *
     * @throws Failure {@code mail.settings} when the file cannot be written, or the environment names another server
     */
    public void keep(MailServer server) {
        if (byEnvironment()) {
            throw MailServer.wrong(
                    "The mail server is named by " + VARIABLES.get(HOST) + ".", "Change it there, or unset it.");
        }
        var properties = new Properties();
        properties.putAll(Map.of(
                HOST, server.host(),
                PORT, Integer.toString(server.port()),
                SECURITY, server.security().code(),
                USER, server.user(),
                PASSWORD, server.password(),
                FROM, server.from()));
        var text = new StringWriter();
        try {
            properties.store(text, null);
            OwnerOnly.write(file, text.toString());
        } catch (IOException problem) {
            throw new Failure(
                    "mail.settings",
                    "The mail server cannot be written to " + file + ".",
                    "Check that the folder is writable and has space. The setting before holds.",
                    problem);
        }
    }

    private Map<String, String> fromEnvironment() {
        var values = new HashMap<String, String>();
        VARIABLES.forEach((key, variable) -> values.put(key, environment.getOrDefault(variable, "")));
        values.computeIfPresent(SECURITY, (_, value) -> value.isBlank() ? "starttls" : value);
        return values;
    }

    private Map<String, String> fromFile() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException problem) {
            throw new Failure(
                    "mail.settings",
                    "The mail server in " + file + " cannot be read.",
                    "Check the rights of the file, or set the server again. Messages wait meanwhile.",
                    problem);
        }
        var values = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    private static int port(String text, MailServer.Security security) {
        if (text.isBlank()) {
            return security.usualPort();
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException unreadable) {
            throw MailServer.wrong("\"" + text + "\" is no port.", "Ports are from 1 to 65535.");
        }
    }
}
