/**
 * OpenAI's chat completions, passed through: the request is scanned for the three fields the router must know and spliced
 * where it must differ, answers are scanned for content, usage and their end. Everything else stays byte for byte as it
 * was; nothing is read into a tree.
 */
package dev.cortexllm.router.wire.openai;
