/** OpenAI's chat completions: as clients call them, and as OpenAI-compatible providers serve them, quirks included. Pure. */
package dev.cortexllm.router.wire.openai;
