package dev.cortexllm.router.wire;

import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.wire.anthropic.AnthropicDialect;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import java.util.EnumMap;
import java.util.Map;

/** The dialects that clients may speak. */
public final class Dialects {
    private final Map<Api, Dialect> dialects = new EnumMap<>(Api.class);
    private final Dialect counting = AnthropicDialect.counting();

    /** All of them. */
    public Dialects() {
        dialects.put(Api.OPENAI, new OpenAiDialect());
        dialects.put(Api.ANTHROPIC, new AnthropicDialect());
    }

    /**
     * Looks one up.
     *
     * @param api what the client speaks
     * @return the dialect
     */
    public Dialect of(Api api) {
        return dialects.get(api);
    }

    /** Of requests that only count the tokens of a prompt; Anthropic's is the only API that has them. */
    public Dialect counting() {
        return counting;
    }
}
