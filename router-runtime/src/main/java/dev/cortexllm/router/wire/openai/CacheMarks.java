package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.chat.CacheMark;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.List;

/**
 * Marks that ask a provider to cache the prompt: OpenAI's {@code prompt_cache_breakpoint}, and Anthropic's {@code
 * cache_control}, which clients of other routers put into OpenAI's format too.
 */
final class CacheMarks {
    /** OpenAI's mark. */
    static final String BREAKPOINT = "prompt_cache_breakpoint";
    /** Anthropic's. */
    static final String CONTROL = "cache_control";

    private static final List<String> TTLS = List.of("5m", "1h");

    private CacheMarks() {}

    /**
     * The mark of an object.
     *
     * @param of a message, a part, a tool, or the request
     * @return the mark, or null
     * @throws InvalidBody when it is not one
     */
    static CacheMark of(Fields of) throws InvalidBody {
        Fields control = of.object(CONTROL);
        if (control != null) {
            control.word("type", List.of("ephemeral"));
            return new CacheMark(control.word("ttl", TTLS));
        }
        Fields breakpoint = of.object(BREAKPOINT);
        if (breakpoint == null) {
            return null;
        }
        breakpoint.word("mode", List.of("explicit"));
        return new CacheMark(null);
    }
}
