package dev.cortexllm.router.ledger;

import java.util.List;

/**
 * Where a request comes from, as far as ledger entries tell.
 *
 * @param requestId the client's request, {@code x-cortex-request-id}
 * @param policy {@code namespace/name} of the policy
 * @param rule name of the rule that chose
 * @param workspace the client's workspace, or null
 * @param key name of the client's key, or null
 * @param executionId what the client calls the work that the request is a part of, or null
 * @param tags what else the client said of it; may be empty
 */
public record Origin(
        String requestId,
        String policy,
        String rule,
        String workspace,
        String key,
        String executionId,
        List<String> tags) {}
