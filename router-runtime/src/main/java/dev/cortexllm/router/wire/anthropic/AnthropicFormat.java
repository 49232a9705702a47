package dev.cortexllm.router.wire.anthropic;

import java.util.Map;

/** Anthropic's messages as providers serve them. */
public final class AnthropicFormat {
    static final String PATH = "/v1/messages";
    static final String COUNT_PATH = "/v1/messages/count_tokens";

    /** The version of the API that this package writes; required (facts/wire/anthropic.md section 1). */
    static final Map<String, String> HEADERS = Map.of("anthropic-version", "2023-06-01");

    private AnthropicFormat() {}
}
