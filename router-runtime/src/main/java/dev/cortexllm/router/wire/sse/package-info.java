/** Server-sent events, cut out of bytes that come in any pieces. Pure. */
package dev.cortexllm.router.wire.sse;
