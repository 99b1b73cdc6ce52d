package org.countinghouse.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An SMTP server that treats messages badly, in one way. */
final class RoughServer implements AutoCloseable {
    enum Manner {
        REFUSES_RECIPIENT,
        REFUSES_ONE_OF_THEM,
        BUSY_AT_THE_END,
        REFUSES_AT_THE_END,
        GONE_BEFORE_THE_END,
        GONE_AFTER_THE_END,
        HANGS_AFTER_THE_END,
        REFUSES_SIGN_IN
    }

    final CountDownLatch wholeMessage = new CountDownLatch(1);
    final AtomicInteger conversations = new AtomicInteger();
    private final ServerSocket socket;
    private final Manner manner;

    RoughServer(Manner manner) throws IOException {
        this.manner = manner;
        socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                conversations.incrementAndGet();
                converse(client);
            } catch (IOException | InterruptedException ended) {
                // The other side is gone, as it may be.
            }
        }
    }

    private void converse(Socket client) throws IOException, InterruptedException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        say(client, "220 rough");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO" ->
                    say(client, manner == Manner.REFUSES_SIGN_IN ? "250-rough\r\n250 AUTH PLAIN" : "250 rough");
                case "AUTH" -> say(client, "535 5.7.8 no such secret");
                case "RCPT" -> {
                    boolean refused = manner == Manner.REFUSES_RECIPIENT
                            || (manner == Manner.REFUSES_ONE_OF_THEM && line.contains("gone@"));
                    say(client, refused ? "550 5.1.1 nobody here" : line.contains("busy@") ? "450 later" : "250 ok");
                }
                case "DATA" -> {
                    say(client, "354 go on");
                    if (manner == Manner.GONE_BEFORE_THE_END) {
                        return;
                    }
                    while (!".".equals(in.readLine())) {
                        // The message itself does not matter here.
                    }
                    wholeMessage.countDown();
                    switch (manner) {
                        case BUSY_AT_THE_END -> say(client, "451 4.3.0 try later");
                        case REFUSES_AT_THE_END -> say(client, "554 5.7.1 smells of spam");
                        case HANGS_AFTER_THE_END -> Thread.sleep(60_000);
                        default -> {
                            return;
                        }
                    }
                }
                case "QUIT" -> {
                    say(client, "221 bye");
                    return;
                }
                default -> say(client, "250 ok");
            }
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
