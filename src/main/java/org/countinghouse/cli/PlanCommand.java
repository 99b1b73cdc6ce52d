package org.countinghouse.cli;

import picocli.CommandLine.Command;

/** Works on plan documents in files, without a database. */
@Command(
        name = "plan",
        description = "Work on plan documents in files, without a database.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PlanLintCommand.class, PlanDiffCommand.class, PlanPricesCommand.class})
final class PlanCommand {}
