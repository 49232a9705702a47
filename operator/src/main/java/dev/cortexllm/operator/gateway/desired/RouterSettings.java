package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.api.v1alpha1.LLMGatewaySpec;
import dev.cortexllm.operator.child.Owner;

/**
 * What a gateway's children are made from.
 *
 * @param owner the gateway
 * @param spec its spec, with the schema's defaults
 * @param image router image where the spec names none
 */
public record RouterSettings(Owner owner, LLMGatewaySpec spec, String image) {}
