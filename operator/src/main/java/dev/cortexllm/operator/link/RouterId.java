package dev.cortexllm.operator.link;

import dev.cortexllm.operator.compilation.GatewayId;

/**
 * A router pod, as its token names it.
 *
 * @param gateway the gateway that it belongs to
 * @param pod its name
 */
public record RouterId(GatewayId gateway, String pod) {}
