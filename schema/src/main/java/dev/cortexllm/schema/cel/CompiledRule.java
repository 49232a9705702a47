package dev.cortexllm.schema.cel;

import dev.cel.runtime.CelRuntime;
import dev.cortexllm.schema.node.Rule;
import java.util.Optional;

/**
 * A rule ready to run.
 *
 * @param rule as written
 * @param program the rule's expression
 * @param message the message expression, if there is one
 * @param usesOldSelf whether the rule compares with the stored value
 * @param place the rule's {@code fieldPath} in normal form, relative to its node; empty for the node itself
 */
record CompiledRule(
        Rule rule,
        CelRuntime.Program program,
        Optional<CelRuntime.Program> message,
        boolean usesOldSelf,
        String place) {}
