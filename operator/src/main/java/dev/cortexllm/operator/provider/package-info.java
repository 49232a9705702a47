/** LLMProvider: judges its spec, and checks again and again that its API answers and takes the credential. */
package dev.cortexllm.operator.provider;
