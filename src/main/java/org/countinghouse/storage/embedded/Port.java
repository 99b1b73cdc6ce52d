package org.countinghouse.storage.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** The port of the embedded server: the same from start to start as long as nobody else takes it. */
final class Port {
    private static final int HIGHEST = 65535;
    private static final int PATIENCE_MILLIS = 2000;
    // SSLRequest: length 8, code 80877103 (PostgreSQL protocol 3.0, message formats).
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xD2, 0x16, 0x2F};

    private Port() {}

    /** The remembered port when it is free, another one otherwise. */
    static int choose(Path memory) throws IOException {
        int remembered = remembered(memory);
        return remembered != 0 && free(remembered) ? remembered : any();
    }

    static int any() throws IOException {
        try (var socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        }
    }

    private static int remembered(Path memory) throws IOException {
        if (!Files.exists(memory)) {
            return 0;
        }
        try {
            int port = Integer.parseInt(Files.readString(memory).strip());
            return port > 0 && port <= HIGHEST ? port : 0;
        } catch (NumberFormatException damaged) {
            return 0;
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port), 1);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** Whether a PostgreSQL server answers there; says nothing about whose it is (the sign-in proves that). */
    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(SSL_REQUEST);
            int answer = socket.getInputStream().read();
            return answer == 'N' || answer == 'S';
        } catch (IOException silent) {
            return false;
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }
}
