package dev.cortexllm.compile;

import dev.cortexllm.config.ConfigBundle;
import java.util.List;
import java.util.Map;

/**
 * What came out of a compilation.
 *
 * @param bundle the configuration to serve
 * @param verdicts one for the gateway, each provider, each deployment and each policy that the gateway selects
 * @param problems everything that is wrong, in the order of the resources
 */
public record Compilation(ConfigBundle bundle, Map<ResourceId, Verdict> verdicts, List<Problem> problems) {}
