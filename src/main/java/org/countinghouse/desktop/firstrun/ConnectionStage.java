package org.countinghouse.desktop.firstrun;

/** What a connection test looks at; {@code firstrun.stage.<name>} is its text. */
public enum ConnectionStage {
    /** The embedded server is unpacked and starts. */
    SERVER_STARTS,
    /** The host has an address and answers on the port. */
    HOST_REACHABLE,
    /** The connection is encrypted, or the host is this computer. */
    ENCRYPTED,
    SIGN_IN,
    /** The server's version is one that is supported. */
    SERVER_VERSION,
    /** The schema is there or can be created. */
    SCHEMA
}
