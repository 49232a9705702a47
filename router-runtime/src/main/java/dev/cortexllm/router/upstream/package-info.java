/** Calling upstreams: one set of HTTP clients per event loop, and what goes into a request. Decides nothing. */
package dev.cortexllm.router.upstream;
