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
 * @param bytes size of its body
 * @param workspace its sender's workspace; null when there is none
 * @param wishes what its caller decides
 */
public record RequestFacts(
        String model,
        Task task,
        Headers headers,
        Complexity complexity,
        LatencyClass latency,
        int capabilities,
        long promptTokens,
        int bytes,
        String workspace,
        Wishes wishes) {
    /** No estimate was made yet. */
    public static final long UNKNOWN_TOKENS = -1;

    /** Of JSON that is mostly text; see docs/tokens.md. */
    private static final int BYTES_PER_TOKEN = 4;

    /** A request of which nothing else is known. */
    public RequestFacts(String model, Task task, Headers headers) {
        this(model, task, headers, null, null, 0, UNKNOWN_TOKENS);
    }

    /** A request of nobody's, whose caller decides nothing. */
    public RequestFacts(
            String model,
            Task task,
            Headers headers,
            Complexity complexity,
            LatencyClass latency,
            int capabilities,
            long promptTokens) {
        this(model, task, headers, complexity, latency, capabilities, promptTokens, 0, null, Wishes.NONE);
    }

    /**
     * The same for what is known better now.
     *
     * @param name the model asked for
     * @param is what it is for
     * @param hard how hard it is
     * @param urgent how long its caller is willing to wait
     * @param needed what it needs of a model
     * @param tokens tokens of its prompt
     * @return the request
     */
    public RequestFacts known(String name, Task is, Complexity hard, LatencyClass urgent, int needed, long tokens) {
        return new RequestFacts(name, is, headers, hard, urgent, needed, tokens, bytes, workspace, wishes);
    }

    /**
     * The same from somebody's workspace.
     *
     * @param sender the workspace, or null
     * @return the request
     */
    public RequestFacts of(String sender) {
        return sender == null
                ? this
                : new RequestFacts(
                        model, task, headers, complexity, latency, capabilities, promptTokens, bytes, sender, wishes);
    }

    /** The same request, which must not leave the cluster. */
    public RequestFacts staying() {
        Wishes stay = new Wishes(
                wishes.provider(),
                wishes.model(),
                wishes.prefer(),
                wishes.noFallback(),
                wishes.maxLatencyMillis(),
                true);
        return new RequestFacts(
                model, task, headers, complexity, latency, capabilities, promptTokens, bytes, workspace, stay);
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

    /** Tokens of its prompt as far as anybody can tell without counting: the estimate, or a token for four bytes. */
    public long roughTokens() {
        return promptTokens == UNKNOWN_TOKENS ? bytes / BYTES_PER_TOKEN : promptTokens;
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
