package dev.cortexllm.router.attempt;

import dev.cortexllm.router.account.Usage;

/**
 * What an attempt had come to when it ended, or when it is asked.
 *
 * @param usage what the answer said was used so far, or null
 * @param bytes bytes of a stream's content so far
 * @param streamed whether the answer is a stream and has begun
 * @param ended whether the upstream itself has said that nothing more comes
 * @param sinceNanos how long ago its last piece came
 */
record Delivered(Usage usage, long bytes, boolean streamed, boolean ended, long sinceNanos) {}
