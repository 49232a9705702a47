package dev.cortexllm.router.ledger;

import dev.cortexllm.router.ledger.Entry.Result;
import java.util.List;

/**
 * That an upstream attempt was made which costs nothing for sure, because the upstream never got it or refused it: it has no
 * ledger entry, but counts in statistics.
 *
 * @param endedAtMillis when the attempt was over, Unix milliseconds
 * @param policy {@code namespace/name} of the policy
 * @param upstream id of the upstream
 * @param model the model's id there
 * @param workspace the client's workspace, or null
 * @param key name of the client's key, or null
 * @param executionId what the client calls the work that the request is a part of, or null
 * @param tags what else the client said of it; may be empty
 * @param result what came of it
 * @param latencyMillis how long it took
 */
public record AttemptNote(
        long endedAtMillis,
        String policy,
        String upstream,
        String model,
        String workspace,
        String key,
        String executionId,
        List<String> tags,
        Result result,
        long latencyMillis) {}
