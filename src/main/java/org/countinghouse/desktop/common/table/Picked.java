package org.countinghouse.desktop.common.table;

import java.util.Set;
import org.countinghouse.storage.list.Filter;

/** What a command on a list works on. */
public sealed interface Picked {
    /** Rows picked one by one. */
    record Rows(Set<Long> ids) implements Picked {
        public Rows {
            ids = Set.copyOf(ids);
        }
    }

    /** Everything a filter matches, worked out in SQL when the command runs. */
    record AllMatching(Filter filter, Set<Long> except) implements Picked {
        public AllMatching {
            except = Set.copyOf(except);
        }
    }
}
