/** The verbs over HTTP: {@code Front} finds the endpoint, {@code ResourceEndpoint} tells the story. */
package dev.cortexllm.sandbox.apiserver.endpoint;
