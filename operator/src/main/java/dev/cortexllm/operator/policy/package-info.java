/** RoutingPolicy: sums up what its gateways say of it, which of its targets can serve, and what it has answered and cost. */
package dev.cortexllm.operator.policy;
