package org.countinghouse.desktop.firstrun;

/** Where the data will live. */
public sealed interface DatabaseChoice {
    /** A server of its own on this computer. */
    record Embedded() implements DatabaseChoice {}

    /**
     * A PostgreSQL server shared with others.
     *
     * @param password kept by the secret store, never in a settings file
     */
    record Shared(String host, int port, String database, String user, String password) implements DatabaseChoice {
        @Override
        public String toString() {
            return "Shared[" + user + "@" + host + ":" + port + "/" + database + "]";
        }
    }
}
