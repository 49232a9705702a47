package dev.cortexllm.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool that the model may call. */
public sealed interface Tool {
    /** Where it stood in the client's body, such as {@code tools[2]}. */
    String at();

    /**
     * A function of the client's.
     *
     * @param name its name
     * @param description what it does, or null
     * @param parameters JSON schema of its arguments, or null
     * @param strict whether arguments must follow the schema, or null
     * @param cache asks to cache the prompt up to here, or null
     * @param at place
     */
    record Function(String name, String description, JsonNode parameters, Boolean strict, CacheMark cache, String at)
            implements Tool {}

    /**
     * A tool that the provider runs itself, or of a kind that only the client's own dialect knows. Who cannot write it
     * refuses.
     *
     * @param type its type there
     * @param json as it came
     * @param at place
     */
    record Foreign(String type, JsonNode json, String at) implements Tool {}
}
