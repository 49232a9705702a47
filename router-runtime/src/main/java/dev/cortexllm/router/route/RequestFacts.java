package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import java.util.List;

/**
 * What a request shows of itself to the rules.
 *
 * @param model the model asked for
 * @param task what it is for, or null while nobody has said so
 * @param headers its headers
 * @param complexity how hard it is, or null while nobody has said so
 * @param latency how long its caller is willing to wait, or null while nobody has said so
 * @param capabilities what it needs of a model: bits by the ordinals of {@code Capability}
 * @param promptTokens tokens of its prompt, by an estimate; {@link #UNKNOWN_TOKENS} before it is made
 */
public record RequestFacts(
        String model,
        Task task,
        Headers headers,
        Complexity complexity,
        LatencyClass latency,
        int capabilities,
        long promptTokens) {
    /** No estimate was made yet. */
    public static final long UNKNOWN_TOKENS = -1;

    /** A request of which nothing else is known. */
    public RequestFacts(String model, Task task, Headers headers) {
        this(model, task, headers, null, null, 0, UNKNOWN_TOKENS);
    }

    /**
     * What of the needs of a route's rules is not known yet.
     *
     * @param needs from {@link Needs}
     * @return those that are open. Capabilities always are: a caller who names one does not deny the others
     */
    public int open(int needs) {
        int open = needs;
        open &= task == null ? open : ~Needs.TASK;
        open &= complexity == null ? open : ~Needs.COMPLEXITY;
        open &= latency == null ? open : ~Needs.LATENCY;
        return open & (promptTokens == UNKNOWN_TOKENS ? open : ~Needs.PROMPT_TOKENS);
    }

    /** Read access to a request's headers. */
    public interface Headers {
        /**
         * Looks a header up.
         *
         * @param name lower-case name
         * @return its first value, or null
         */
        String get(String name);

        /**
         * Looks a header up that may be there several times.
         *
         * @param name lower-case name
         * @return its values, in order; may be empty
         */
        default List<String> all(String name) {
            String value = get(name);
            return value == null ? List.of() : List.of(value);
        }
    }
}
