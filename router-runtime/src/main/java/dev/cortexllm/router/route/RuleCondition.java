package dev.cortexllm.router.route;

/** What a rule can ask of a request, in the order in which it is looked at. */
public enum RuleCondition {
    /** The model asked for. */
    MODEL,
    /** What it is for. */
    TASK,
    /** How hard it is. */
    COMPLEXITY,
    /** How long its caller is willing to wait. */
    LATENCY,
    /** What it needs of a model. */
    CAPABILITIES,
    /** How long its prompt is. */
    PROMPT_TOKENS,
    /** Its sender's workspace. */
    WORKSPACE,
    /** Its headers. */
    HEADERS
}
