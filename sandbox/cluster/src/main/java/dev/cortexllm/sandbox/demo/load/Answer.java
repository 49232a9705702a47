package dev.cortexllm.sandbox.demo.load;

/**
 * What a client saw of one request.
 *
 * @param startedNanos when it was sent, by {@link System#nanoTime()}
 * @param endedNanos when it was over
 * @param status HTTP status, 0 when no answer came
 * @param provider header {@code x-cortex-provider}, empty when absent
 * @param model header {@code x-cortex-model}
 * @param policy header {@code x-cortex-policy}
 * @param rule header {@code x-cortex-rule}
 * @param content text of the answer, as far as it came
 * @param usage tokens as the answer counted them; null when it did not
 * @param complete whether the answer reached its proper end
 * @param error what went wrong, empty when nothing did
 */
public record Answer(
        long startedNanos,
        long endedNanos,
        int status,
        String provider,
        String model,
        String policy,
        String rule,
        String content,
        Usage usage,
        boolean complete,
        String error) {

    /**
     * Token counts.
     *
     * @param prompt tokens of the prompt
     * @param completion tokens of the completion
     */
    public record Usage(int prompt, int completion) {}

    /** Whether the client got everything it asked for. */
    public boolean good() {
        return status == 200 && complete && error.isEmpty();
    }

    /** Whether the client was left with nothing: no content and no proper answer. */
    public boolean failedBeforeContent() {
        return !good() && content.isEmpty();
    }

    /** From sending to the end, in milliseconds. */
    public double millis() {
        return (endedNanos - startedNanos) / 1e6;
    }

    /** One line for a message about a bad answer. */
    public String brief() {
        return "status " + status + (error.isEmpty() ? "" : ", " + error) + ", provider '" + provider + "', "
                + content.length() + " characters" + (complete ? "" : ", incomplete");
    }
}
