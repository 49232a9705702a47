/**
 * The neutral model that stands in the middle where a client's dialect and a provider's format differ: {@link
 * dev.cortexllm.router.wire.chat.ChatCall} for requests, the calls of {@link dev.cortexllm.router.wire.chat.AnswerSink}
 * for answers, {@link dev.cortexllm.router.wire.chat.UpstreamError} for errors; and the two interfaces that the packages
 * of the formats implement: {@link dev.cortexllm.router.wire.chat.Format} towards providers, {@link
 * dev.cortexllm.router.wire.chat.Dialect} towards clients. Pure: no I/O, no clock, no state between requests.
 */
package dev.cortexllm.router.wire.chat;
