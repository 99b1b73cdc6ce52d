package org.countinghouse.cli;

import picocli.CommandLine.Command;

/** Brings data in from files. */
@Command(
        name = "import",
        description = "Bring data in from files.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ImportUsageCommand.class)
final class ImportCommand {}
