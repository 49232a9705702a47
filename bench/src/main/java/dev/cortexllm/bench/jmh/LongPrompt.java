package dev.cortexllm.bench.jmh;

import dev.cortexllm.router.classify.Prompt;

/** A prompt of 4 KiB, as much as the classifier ever looks at. */
final class LongPrompt {
    private static final String TURN = """
            The nightly import fails since Tuesday: java.sql.SQLException: Deadlock found when trying to get lock; try \
            restarting transaction. Rewrite the importer below so that it takes the rows in the order of their keys, \
            explain why that helps, and list the three steps to roll it out without stopping the service.
            ```java
            for (Row row : rows) { statement.setLong(1, row.id()); statement.addBatch(); }
            ```
            """;
    private static final String SYSTEM =
            "You are a careful engineer. Answer in the user's language, quote no more than ten lines. ";

    private LongPrompt() {}

    /** Makes it. */
    static Prompt make() {
        return Prompt.of(filled(TURN, Prompt.USER_CHARS), filled(SYSTEM, Prompt.SYSTEM_CHARS), true);
    }

    private static String filled(String with, int length) {
        return with.repeat(length / with.length() + 1).substring(0, length);
    }
}
