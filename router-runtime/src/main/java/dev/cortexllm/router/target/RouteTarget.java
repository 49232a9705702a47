package dev.cortexllm.router.target;

import dev.cortexllm.config.Policy;
import dev.cortexllm.router.account.AttemptMeters;

/**
 * A target ready for use.
 *
 * @param index its place in the policy
 * @param config the target
 * @param modelJson the model's id as a JSON string in UTF-8, quotes included, ready to be put into a body
 * @param upstream how to call it
 * @param state what the process knows of it
 * @param attempts counters of the calls to it
 */
public record RouteTarget(
        int index,
        Policy.Target config,
        byte[] modelJson,
        UpstreamEntry upstream,
        TargetState state,
        AttemptMeters attempts) {}
