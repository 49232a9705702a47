/** A model deployment's children, one pure function each. */
package dev.cortexllm.operator.model.desired;
