package org.countinghouse.desktop.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Usage files of the forms people have. */
final class UsageFiles {
    private UsageFiles() {}

    /** 60 rows with usual column names, one with a broken quantity and one for a customer nobody knows. */
    static Path csv(Path folder) throws IOException {
        var text = new StringBuilder("event_id,customer_id,event,timestamp,quantity,model,region\n");
        for (int n = 0; n < 60; n++) {
            text.append("n%d,c-%d,tokens_in,2023-11-20T10:%02d:00Z,%d,model-%d,eu\n"
                    .formatted(n, 1 + n % 5, n, 100 + n, n % 3));
        }
        text.append("n60,c-1,tokens_in,2023-11-20T11:00:00Z,many,model-1,eu\n");
        text.append("n61,nobody,tokens_in,2023-11-20T11:00:00Z,1,model-1,eu\n");
        return Files.writeString(folder.resolve("november.csv"), text);
    }

    /** Columns that nobody can guess, and times without a zone. */
    static Path strangeCsv(Path folder) throws IOException {
        return Files.writeString(folder.resolve("strange.csv"), """
                nr;wer;was;wann;wieviel
                1;c-1;tokens_in;2023-11-21 10:00:00;5
                2;c-2;tokens_in;2023-11-21 10:05:00;7
                """);
    }

    static Path jsonLines(Path folder) throws IOException {
        return Files.writeString(folder.resolve("events.jsonl"), """
                {"id":"j1","customer":"c-1","event":"tokens_in","time":"2023-11-22T10:00:00Z","quantity":"5","properties":{"model":"m"}}
                {"id":"j2","customer":"c-1","event":"tokens_in","time":"yesterday","quantity":"5"}
                """);
    }
}
