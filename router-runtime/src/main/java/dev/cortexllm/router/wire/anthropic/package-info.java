/** Anthropic's Messages API: as clients call it, and as providers serve it. Pure. */
package dev.cortexllm.router.wire.anthropic;
