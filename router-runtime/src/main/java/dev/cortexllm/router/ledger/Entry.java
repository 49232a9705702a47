package dev.cortexllm.router.ledger;

import dev.cortexllm.router.account.Usage;
import java.util.List;

/**
 * What one upstream attempt cost. There is one for every attempt that the upstream may put on its bill.
 *
 * @param attemptId tells the attempt apart from every other of every router
 * @param requestId the client's request, {@code x-cortex-request-id}
 * @param endedAtMillis when the attempt was over, Unix milliseconds
 * @param policy {@code namespace/name} of the policy
 * @param rule name of the rule that chose
 * @param upstream id of the upstream, such as {@code provider/team/openai}
 * @param model the model's id there
 * @param workspace the client's workspace, or null
 * @param key name of the client's key, or null
 * @param executionId what the client calls the work that the request is a part of ({@code x-cortex-execution-id}), or null
 * @param tags what else the client said of it ({@code x-cortex-tags}); may be empty
 * @param basis how sure the amount is
 * @param result what came of the attempt
 * @param usage what it used; of an estimate as far as that is known
 * @param picoUsd what it cost, in pico-USD
 * @param latencyMillis how long it took
 */
public record Entry(
        String attemptId,
        String requestId,
        long endedAtMillis,
        String policy,
        String rule,
        String upstream,
        String model,
        String workspace,
        String key,
        String executionId,
        List<String> tags,
        Basis basis,
        Result result,
        Usage usage,
        long picoUsd,
        long latencyMillis) {

    /**
     * The same of an attempt whose router died.
     *
     * @param id the attempt
     * @param pico what it is taken to have cost
     * @param millis when that was found out, Unix milliseconds
     * @return an estimate
     */
    public Entry swept(String id, long pico, long millis) {
        return new Entry(
                id,
                requestId,
                millis,
                policy,
                rule,
                upstream,
                model,
                workspace,
                key,
                executionId,
                tags,
                Basis.ESTIMATED,
                Result.SWEPT,
                usage,
                pico,
                latencyMillis);
    }

    /** Of a router that writes no tags, there are none. */
    public Entry {
        tags = tags == null ? List.of() : tags;
    }

    /** How sure an amount is. */
    public enum Basis {
        /** The upstream said what was used. */
        EXACT,
        /** Nobody said so: it lies between what was delivered and what was reserved, rather too high than too low. */
        ESTIMATED
    }

    /** What came of an attempt. */
    public enum Result {
        /** The answer was complete. */
        ANSWERED,
        /** The upstream failed after it may have begun to work. */
        FAILED,
        /** The client left. */
        CANCELLED,
        /** The router that made it died; another one wrote this entry. */
        SWEPT
    }
}
