/** A gateway's children, one pure function each. */
package dev.cortexllm.operator.gateway.desired;
