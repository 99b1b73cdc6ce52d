package org.countinghouse;

import org.countinghouse.cli.CommandLineFace;

/** Starts the face that was asked for. */
public final class Countinghouse {
    private Countinghouse() {}

    public static void main(String[] arguments) {
        System.exit(CommandLineFace.run(arguments));
    }
}
