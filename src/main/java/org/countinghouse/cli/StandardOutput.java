package org.countinghouse.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.countinghouse.work.Failure;
import org.countinghouse.work.OutputFile;

/**
 * The standard output, whose failures end the command: Java's own forgets them, and half of an answer on a full disk
 * would look like a whole one.
 */
final class StandardOutput extends OutputStream {
    /** The reader went away, as {@code head} does; nobody is left to complain to. */
    static final String CLOSED = "output.closed";

    private final OutputStream out;

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Of this process. */
    static StandardOutput ofProcess() {
        return new StandardOutput(new FileOutputStream(FileDescriptor.out));
    }

    /** Text in UTF-8, as files and other programs want it; a terminal gets its own encoding. */
    PrintWriter text() {
        Charset charset = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(Console::charset)
                .orElse(StandardCharsets.UTF_8);
        return new PrintWriter(new OutputStreamWriter(this, charset), false);
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException problem) {
            throw failure(problem);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException problem) {
            throw failure(problem);
        }
    }

    private static Failure failure(IOException problem) {
        String reason = String.valueOf(problem.getMessage());
        boolean closed = reason.contains("Broken pipe") || reason.contains("pipe is being closed");
        return new Failure(
                closed ? CLOSED : "output.write",
                OutputFile.diskFull(problem)
                        ? "The output was not written to its end: the disk is full."
                        : "The output was not written to its end.",
                "What the command did is kept. Send the output elsewhere and run it again: nothing is done twice.",
                problem);
    }
}
