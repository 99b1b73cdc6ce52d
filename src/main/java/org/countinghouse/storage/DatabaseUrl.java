package org.countinghouse.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.countinghouse.work.Failure;

/** Reads {@code jdbc:postgresql://host:port/database?...} and {@code postgresql://user:password@host/database}. */
final class DatabaseUrl {
    private static final int DEFAULT_PORT = 5432;
    /** Others are refused: some driver settings name classes to load or files to write. */
    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword", "channelBinding", "connectTimeout");

    private DatabaseUrl() {}

    static DatabaseSettings.Shared parse(String url, String user, String password) {
        URI uri = uri(url);
        Map<String, String> query = query(uri);
        String[] signIn = signIn(uri);
        String chosenUser = first(user, query.remove("user"), signIn[0], System.getProperty("user.name"));
        String chosenPassword = first(password, query.remove("password"), signIn[1]);
        for (String name : query.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw unusable("the setting \"" + name + "\" is not supported");
            }
        }
        String host = uri.getHost() == null ? "localhost" : uri.getHost().replaceAll("[\\[\\]]", "");
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        String path = uri.getPath() == null ? "" : uri.getPath();
        String database = path.length() > 1 ? path.substring(1) : chosenUser;
        secure(host, query);
        return new DatabaseSettings.Shared(host, port, database, chosenUser, chosenPassword, query);
    }

    private static URI uri(String url) {
        String text = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        if (!text.startsWith("postgresql://") && !text.startsWith("postgres://")) {
            throw unusable("it does not begin with jdbc:postgresql:// or postgresql://");
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null && uri.getRawAuthority() != null) {
                throw unusable("its host or port cannot be read");
            }
            return uri;
        } catch (URISyntaxException problem) {
            throw unusable("character " + (problem.getIndex() + 1) + " is not allowed there");
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
                }
            }
        }
        return query;
    }

    private static String[] signIn(URI uri) {
        String raw = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = raw.indexOf(':');
        return colon < 0
                ? new String[] {decode(raw), ""}
                : new String[] {decode(raw.substring(0, colon)), decode(raw.substring(colon + 1))};
    }

    /** Over a network the server proves its name, unless the URL says otherwise. */
    private static void secure(String host, Map<String, String> parameters) {
        boolean loopback = host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        if (!loopback) {
            parameters.putIfAbsent("sslmode", "verify-full");
        }
        String root = parameters.getOrDefault("sslrootcert", "");
        boolean verifies = parameters.getOrDefault("sslmode", "").startsWith("verify");
        Path usual = Path.of(System.getProperty("user.home"), ".postgresql", "root.crt");
        if (verifies && (root.equals("system") || (root.isEmpty() && !Files.exists(usual)))) {
            // The certificate authorities of the Java runtime, as libpq's sslrootcert=system.
            parameters.remove("sslrootcert");
            parameters.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String first(@org.jspecify.annotations.Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }

    private static Failure unusable(String reason) {
        return new Failure(
                "database.url",
                "COUNTINGHOUSE_DATABASE_URL cannot be used: " + reason + ".",
                "Write it as postgresql://user@host:5432/database and give the password in"
                        + " COUNTINGHOUSE_DATABASE_PASSWORD.");
    }
}
