package org.countinghouse.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import org.countinghouse.work.Progress;

/** Shows progress on the error stream of a terminal; says nothing where the output goes to a file or a program. */
final class ConsoleProgress implements Progress {
    private final PrintWriter err;
    private final boolean interactive =
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    private String last = "";

    ConsoleProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void report(String step, long done, long total) {
        String line = total > 0 ? "%s %d %%".formatted(step, done * 100 / total) : step;
        if (interactive && !line.equals(last)) {
            err.println(line);
            err.flush();
            last = line;
        }
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
