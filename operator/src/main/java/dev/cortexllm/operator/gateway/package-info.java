/** LLMGateway: compiles what its routers serve, publishes it, runs the routers, and says how far they are. */
package dev.cortexllm.operator.gateway;
