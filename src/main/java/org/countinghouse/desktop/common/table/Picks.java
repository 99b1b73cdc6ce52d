package org.countinghouse.desktop.common.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.countinghouse.storage.list.Filter;
import org.countinghouse.storage.list.RowSource;

/**
 * The picked rows of a table, kept by id: the table's own selection holds indices and takes quadratic time to let go of
 * many. "Everything" is a flag and the exceptions, not a million ids.
 */
public final class Picks<R> {
    private final RowSource<R> source;
    private final Map<Long, R> rows = new LinkedHashMap<>();
    private final Set<Long> except = new HashSet<>();
    private final ReadOnlyLongWrapper count = new ReadOnlyLongWrapper();
    private boolean everything;
    private long matching;

    Picks(RowSource<R> source) {
        this.source = source;
    }

    /** How many are picked; changes with every change of the picks. */
    public ReadOnlyLongProperty count() {
        return count.getReadOnlyProperty();
    }

    public boolean isEmpty() {
        return count.get() == 0;
    }

    public boolean contains(R row) {
        long id = source.id(row);
        return everything ? !except.contains(id) : rows.containsKey(id);
    }

    public boolean isEverything() {
        return everything;
    }

    /** The rows picked one by one; empty when everything is picked. */
    public Collection<R> rows() {
        return java.util.List.copyOf(rows.values());
    }

    public void toggle(R row) {
        long id = source.id(row);
        if (everything) {
            if (!except.remove(id)) {
                except.add(id);
            }
        } else if (rows.remove(id) == null) {
            rows.put(id, row);
        }
        recount();
    }

    public void add(Collection<R> more) {
        for (R row : more) {
            except.remove(source.id(row));
            if (!everything) {
                rows.put(source.id(row), row);
            }
        }
        recount();
    }

    /** @param number how many rows the filter matches now */
    public void pickEverything(long number) {
        clear();
        everything = true;
        matching = number;
        recount();
    }

    public void clear() {
        everything = false;
        rows.clear();
        except.clear();
        recount();
    }

    /** For a command on the picked rows. */
    public Picked picked(Filter filter) {
        return everything ? new Picked.AllMatching(filter, except) : new Picked.Rows(rows.keySet());
    }

    private void recount() {
        count.set(everything ? matching - except.size() : rows.size());
    }
}
