/** What there is to ask for: groups, resources, OpenAPI. */
package dev.cortexllm.sandbox.apiserver.discovery;
