/** What a request used and cost, and every meter of the router. Knows nothing of HTTP. */
package dev.cortexllm.router.account;
