package dev.cortexllm.router.wire.chat;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param role who speaks
 * @param parts what is said, in order; empty when the client sent no content
 * @param name the speaker's name, or null
 * @param at where it stood in the client's body, such as {@code messages[3]}; begins every complaint about it
 */
public record Message(Role role, List<Part> parts, String name, String at) {
    /** Who speaks. */
    public enum Role {
        /** Whoever wrote the application; {@code developer} counts as this. */
        SYSTEM,
        /** The person, or a tool that answers. */
        USER,
        /** The model. */
        ASSISTANT
    }
}
