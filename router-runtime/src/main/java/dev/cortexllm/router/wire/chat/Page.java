package dev.cortexllm.router.wire.chat;

/**
 * Part of a list.
 *
 * @param limit most entries, or null for the dialect's default
 * @param after id of the entry before the first one wanted, or null
 * @param before id of the entry behind the last one wanted, or null
 */
public record Page(Integer limit, String after, String before) {}
