package org.countinghouse.work;

/** How long work reports what it has done and learns that it should stop. Implementations are thread-safe. */
public interface Progress {
    /** Ignores reports and never cancels: for tests and short commands. */
    Progress NONE = new Progress() {
        @Override
        public void report(String step, long done, long total) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * @param step what is being done now, in words
     * @param done units done so far
     * @param total units in all, or -1 when not known
     */
    void report(String step, long done, long total);

    /** True once a person asked to stop; the worker then leaves everything consistent and throws {@link Cancelled}. */
    boolean cancelled();

    /** Throws {@link Cancelled} when a person asked to stop. */
    default void check() {
        if (cancelled()) {
            throw new Cancelled();
        }
    }
}
