/** Health and metrics of the operator's own process. */
package dev.cortexllm.operator.health;
