package org.countinghouse.desktop.firstrun;

import java.util.List;
import java.util.function.Consumer;
import org.countinghouse.work.Progress;

/** What the first start needs done. All calls come from a worker thread and fail with a Failure. */
public interface FirstRunServices {
    /** The stages of the connection test for a choice, in the order in which they run. */
    List<ConnectionStage> stages(DatabaseChoice choice);

    /**
     * Tries the choice stage by stage without changing anything that lasts.
     *
     * @param passed hears of each stage that passed; the failure that is thrown belongs to the next one
     */
    void check(DatabaseChoice choice, Consumer<ConnectionStage> passed, Progress progress);

    /** Remembers the choice, so that the next start opens it. */
    void choose(DatabaseChoice choice);

    /** Creates the sample workspace in the chosen database. */
    void createSample(Progress progress);
}
