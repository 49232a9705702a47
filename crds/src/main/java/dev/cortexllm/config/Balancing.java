package dev.cortexllm.config;

import dev.cortexllm.api.v1alpha1.BalancingStrategy;
import java.util.List;

/**
 * How requests are spread over the replicas of a model.
 *
 * @param strategy how a replica is chosen
 * @param sessionHeaders request headers that name a session, lower case, in the order they are looked at; empty or null:
 *     none
 * @param meanLoadPercent load in percent of the mean beyond which a replica gets no more of what belongs to it, 100 to 1000
 * @param prefixBytes bytes that count of each of the tools, the system prompt and the first turn of the user, 64 to 65536
 */
public record Balancing(BalancingStrategy strategy, List<String> sessionHeaders, int meanLoadPercent, int prefixBytes) {
    /** An empty list is not written, and read back as none. */
    public Balancing {
        sessionHeaders = sessionHeaders == null ? List.of() : sessionHeaders;
    }

    /** What clients call a session: agents in general, Claude Code, and Codex in its newer and older versions. */
    public static final List<String> SESSION_HEADERS =
            List.of("x-session-id", "x-claude-code-session-id", "session-id", "session_id");

    /** Where nothing is configured. */
    public static final Balancing USUAL = new Balancing(BalancingStrategy.PREFIX_AFFINITY, SESSION_HEADERS, 125, 4096);
}
