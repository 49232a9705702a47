package dev.cortexllm.router.wire.chat;

import dev.cortexllm.router.account.Usage;
import java.util.function.Function;

/**
 * What an answer's bytes need to know besides the provider's.
 *
 * @param requestId id of the request; stands in where a provider gives its answer none
 * @param created when the answer begins, Unix seconds
 * @param model id of the target's model; stands in where a provider does not name one
 * @param note the comment line that tells a stream's client cost and tokens, an SSE comment with its empty line, or an
 *     empty array when nothing is to be told
 */
public record AnswerContext(String requestId, long created, String model, Function<Usage, byte[]> note) {}
