/** KEDA's kind, as far as we write or read it. */
package dev.cortexllm.operator.child.keda;
