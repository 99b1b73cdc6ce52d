package org.countinghouse.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.countinghouse.work.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Rates one request (a JSON object) or many (one per line); one result line each, in the same order. */
@Command(
        name = "rate",
        description = "Price rating requests: a JSON object, or JSON Lines with one request per line.",
        mixinStandardHelpOptions = true)
public final class RateCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The requests; - is standard input.")
    private String file = "-";

    @Option(names = "--explain", description = "Show how every figure came about.")
    private boolean explain;

    @Option(
            names = "--verify",
            description = "Work every line out again from its explanation and say whether it gives the same.")
    private boolean verify;

    private final InputStream standardInput;
    private final OutputStream standardOutput;

    /** On the process's own standard input and output. */
    public RateCommand() {
        this(System.in, StandardOutput.ofProcess());
    }

    RateCommand(InputStream standardInput, OutputStream standardOutput) {
        this.standardInput = standardInput;
        this.standardOutput = standardOutput;
    }

    /** Exit status 1 when any request could not be rated, or a line does not follow from its explanation. */
    @Override
    public Integer call() throws IOException {
        OutputStream output = new BufferedOutputStream(standardOutput, 1 << 16);
        if (file.equals("-")) {
            return rate(standardInput, output);
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new Failure(
                    "rate.unreadable_file",
                    "The file " + file + " cannot be read.",
                    "Check its name and rights, or give - for standard input.");
        }
        try (InputStream input = Files.newInputStream(path)) {
            return rate(input, output);
        }
    }

    private int rate(InputStream input, OutputStream output) throws IOException {
        try (RequestSource requests = new RequestSource(input)) {
            return new RatingLines(explain, verify).rate(requests, output) ? 0 : 1;
        }
    }
}
