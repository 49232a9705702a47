package dev.cortexllm.router.target;

import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.account.AttemptMeters;
import dev.cortexllm.router.wire.chat.TargetModel;

/**
 * A target ready for use.
 *
 * @param index its place in the policy
 * @param config the target
 * @param model what writing a request to it depends on
 * @param unsupported what happens to what it cannot express
 * @param upstream how to call it
 * @param state what the process knows of it
 * @param attempts counters of the calls to it
 */
public record RouteTarget(
        int index,
        Policy.Target config,
        TargetModel model,
        Unsupported unsupported,
        UpstreamEntry upstream,
        TargetState state,
        AttemptMeters attempts) {}
