package org.countinghouse.cli;

import picocli.CommandLine.Command;

/** Usage after it came in. */
@Command(
        name = "usage",
        description = "Usage after it came in: corrections, undone imports, the inbox, retention.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UsageCorrectionCommands.Amend.class,
            UsageCorrectionCommands.Cancel.class,
            UsageCorrectionCommands.Backfill.class,
            UsageCorrectionCommands.Show.class,
            UsageCorrectionCommands.UndoBatch.class,
            UsageInboxCommands.Inbox.class,
            UsageInboxCommands.MapCustomer.class,
            UsageInboxCommands.Replay.class,
            UsageInboxCommands.Discard.class,
            UsageUpkeepCommands.Retention.class,
            UsageUpkeepCommands.Hold.class,
            UsageUpkeepCommands.Upkeep.class
        })
final class UsageCommand {}
