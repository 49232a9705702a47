/** Who sends a request, by the key that it came with, and what he may use. Knows nothing of HTTP. */
package dev.cortexllm.router.identity;
