package org.countinghouse.billing;

import java.util.List;

/**
 * What undoing a change of a subscription would do.
 *
 * @param money with: as it would be without the change that is undone; without: as it is
 * @param shared meters that another subscription of the customer would price too, which has to be said to be meant
 */
public record UndoPreview(ChangePreview money, List<SharedMeters.Shared> shared) {
    public UndoPreview {
        shared = List.copyOf(shared);
    }
}
