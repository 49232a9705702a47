package dev.cortexllm.bench.load;

/** How an answer ended, as its client sees it. */
public enum Ending {
    /** It is whole. */
    WHOLE,
    /** Content had come, and then the stream said that it failed. */
    TOLD,
    /** Content had come, and then it ended without a word. */
    BROKEN,
    /** It was refused, or failed before any content had come. */
    FAILED;

    private static final String STREAM = "data: ";
    private static final String DONE = "data: [DONE]";
    private static final String ERROR = "data: {\"error\"";
    /** What every token of the simulated provider begins with. */
    private static final String TOKEN = "\"content\":\"T";

    private static final int OK = 200;

    /**
     * Judges an answer in OpenAI's format.
     *
     * @param status HTTP status; 0: there was none
     * @param inOrder whether the body ended as HTTP says it ends, and not with its connection
     * @param body all of it that came
     */
    static Ending of(int status, boolean inOrder, String body) {
        if (status != OK) {
            return FAILED;
        }
        if (!body.contains(STREAM)) {
            return inOrder ? WHOLE : FAILED;
        }
        if (inOrder && body.contains(DONE)) {
            return WHOLE;
        }
        if (!body.contains(TOKEN)) {
            return FAILED;
        }
        return body.contains(ERROR) ? TOLD : BROKEN;
    }
}
