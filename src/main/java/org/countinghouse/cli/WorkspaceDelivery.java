package org.countinghouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.countinghouse.metering.UsageIntake;
import org.countinghouse.metering.collect.Delivery;
import org.countinghouse.metering.collect.IntakeDelivery;
import org.countinghouse.work.Failure;
import org.countinghouse.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** Stores events in the workspace, which is opened when there is something to store and can be opened. */
final class WorkspaceDelivery implements Delivery {
    private final Supplier<Workspace> opening;
    private @Nullable Workspace workspace;
    private @Nullable IntakeDelivery intake;

    WorkspaceDelivery(Supplier<Workspace> opening) {
        this.opening = opening;
    }

    @Override
    public synchronized Answer send(List<ObjectNode> events) {
        try {
            return open().send(events);
        } catch (Failure unreachable) {
            return new Answer.Later(unreachable.summary(), Duration.ZERO);
        }
    }

    private IntakeDelivery open() {
        IntakeDelivery ready = intake;
        if (ready == null) {
            Workspace opened = opening.get();
            opened.database().leaveAtCloseOnly();
            workspace = opened;
            ready = new IntakeDelivery(new UsageIntake(opened.database(), opened.clock()), opened.clock());
            intake = ready;
        }
        return ready;
    }

    @Override
    public synchronized void close() {
        if (intake != null) {
            intake.close();
            intake = null;
        }
        if (workspace != null) {
            workspace.close();
            workspace = null;
        }
    }
}
