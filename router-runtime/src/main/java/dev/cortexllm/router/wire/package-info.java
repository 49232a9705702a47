/** Wire formats, one package each: bytes in, bytes and facts out, no I/O. */
package dev.cortexllm.router.wire;
