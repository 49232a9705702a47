package dev.cortexllm.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A piece of a message. {@code at} says where it stood in the client's body; {@code cache} may be null. */
public sealed interface Part {
    /** Where it stood in the client's body, such as {@code messages[3].content[0]}. */
    String at();

    /**
     * Text.
     *
     * @param text the text, maybe empty
     * @param cache asks to cache the prompt up to here
     * @param at place
     */
    record Text(String text, CacheMark cache, String at) implements Part {}

    /**
     * An image.
     *
     * @param source where it is
     * @param detail {@code low}, {@code high}, {@code auto}, or null
     * @param cache asks to cache the prompt up to here
     * @param at place
     */
    record Image(Media source, String detail, CacheMark cache, String at) implements Part {}

    /**
     * A document, such as a PDF.
     *
     * @param source where it is
     * @param title its name, or null
     * @param cache asks to cache the prompt up to here
     * @param at place
     */
    record Document(Media source, String title, CacheMark cache, String at) implements Part {}

    /**
     * Sound.
     *
     * @param source the bytes, media type {@code audio/wav}, {@code audio/mp3}, ...
     * @param at place
     */
    record Audio(Media source, String at) implements Part {}

    /**
     * A call of a tool that the model made.
     *
     * @param id its id in this conversation
     * @param name the tool
     * @param arguments JSON text of the arguments as the model wrote it; may be empty or invalid
     * @param signature a provider's opaque proof of the reasoning before it, or null
     * @param cache asks to cache the prompt up to here
     * @param at place
     */
    record ToolUse(String id, String name, String arguments, String signature, CacheMark cache, String at)
            implements Part {}

    /**
     * What a tool answered.
     *
     * @param toolUseId id of the call
     * @param content texts, images or documents; empty when it answered nothing
     * @param error whether the tool failed
     * @param cache asks to cache the prompt up to here
     * @param at place
     */
    record ToolResult(String toolUseId, List<Part> content, boolean error, CacheMark cache, String at)
            implements Part {}

    /**
     * What the model thought before it answered.
     *
     * @param text the thought, maybe empty
     * @param signature the provider's proof of it, without which it cannot be sent back to Anthropic; or null
     * @param at place
     */
    record Reasoning(String text, String signature, String at) implements Part {}

    /**
     * A thought that only the provider can read.
     *
     * @param data the provider's bytes
     * @param at place
     */
    record RedactedReasoning(String data, String at) implements Part {}

    /**
     * The model's refusal to answer.
     *
     * @param text what it said
     * @param at place
     */
    record Refusal(String text, String at) implements Part {}

    /**
     * Something that only the client's own dialect knows. Never dropped in silence: who cannot write it refuses.
     *
     * @param type its type there
     * @param json as it came
     * @param at place
     */
    record Foreign(String type, JsonNode json, String at) implements Part {}
}
