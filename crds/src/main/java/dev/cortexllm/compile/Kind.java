package dev.cortexllm.compile;

/** The kinds that a compilation reads. */
public enum Kind {
    LLMGateway,
    LLMProvider,
    ModelDeployment,
    RoutingPolicy
}
