package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the conversation as Anthropic wants it: turns that alternate, answers of tools first in the turn behind their
 * calls, thoughts first in the model's (facts/wire/anthropic.md section 8, golden.md G1 to G3).
 *
 * <p>System messages before the conversation become {@code system}. One in its midst stays there where the model allows
 * it: behind the user's turn that it follows or, where the model has just spoken, behind the user's next one. For older
 * models it joins {@code system} at the end: that keeps the authority of its words, which the user's place would not, and
 * gives up their place.
 */
final class ConversationWriter {
    /** Stands in for the user's first turn where a conversation begins with the model's: Anthropic wants one. */
    private static final String BEGINNING = "(The conversation begins.)";

    private final ClaudeModel model;
    private final Fidelity fidelity;
    private final CallIds ids = new CallIds();
    private final BlockWriter writer;
    private final ArrayNode system = JsonTrees.array();
    private final ArrayNode turns = JsonTrees.array();
    private final ArrayNode pendingSystem = JsonTrees.array();
    private Turn turn;

    /**
     * @param model what the target takes
     * @param names of tools
     * @param marks for the cache
     * @param fidelity told what is lost
     */
    ConversationWriter(ClaudeModel model, ToolNames names, CacheMarks marks, Fidelity fidelity) {
        this.model = model;
        this.fidelity = fidelity;
        this.writer = new BlockWriter(names, ids, marks, fidelity);
    }

    /**
     * Writes it.
     *
     * @param messages the conversation
     * @param instruction a further system text, or null
     * @param body gets {@code system} and {@code messages}
     * @throws Refused when it cannot be put to the model
     */
    void write(List<Message> messages, String instruction, ObjectNode body) throws Refused {
        for (Message message : messages) {
            add(message);
        }
        if (turn != null) {
            last();
        }
        system.addAll(pendingSystem);
        if (turns.isEmpty()) {
            instructionsOnly();
        }
        if (instruction != null) {
            system.addObject().put("type", "text").put("text", instruction);
        }
        if (!system.isEmpty()) {
            body.set("system", BlockWriter.shortest(system));
        }
        body.set("messages", turns);
    }

    /** Whether the last turn is the model's, for it to go on with. */
    boolean prefilled() {
        return !turns.isEmpty() && isAssistant(turns.size() - 1);
    }

    /** Whether the model has called tools, and goes on now without the thought that led to the calls. */
    boolean callsWithoutThought() {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (isAssistant(i)) {
                JsonNode blocks = turns.get(i).path("content");
                return is(blocks.path(blocks.size() - 1), "tool_use") && !isThought(blocks.path(0));
            }
        }
        return false;
    }

    private boolean isAssistant(int index) {
        return turns.get(index).path("role").asText().equals("assistant");
    }

    private static boolean is(JsonNode block, String type) {
        return block.path("type").asText().equals(type);
    }

    private static boolean isThought(JsonNode block) {
        return is(block, "thinking") || is(block, "redacted_thinking");
    }

    private void add(Message message) throws Refused {
        if (message.name() != null && message.role() != Role.SYSTEM) {
            fidelity.lost(message.at() + ".name", "Anthropic's messages bear no names");
        }
        if (message.role() == Role.ASSISTANT && turn != null && turn.role() == Role.USER) {
            demandAnswers();
        }
        List<ObjectNode> blocks = new ArrayList<>();
        for (Part part : message.parts()) {
            ObjectNode block = writer.write(part);
            if (block != null) {
                blocks.add(block);
            }
        }
        if (message.role() == Role.SYSTEM) {
            boolean stays = turn != null && model.systemInside();
            (stays ? pendingSystem : system).addAll(blocks);
        } else if (!blocks.isEmpty()) {
            turnTo(message);
            blocks.forEach(turn::add);
        }
    }

    private void turnTo(Message message) {
        if (turn != null && turn.role() != message.role()) {
            settle();
            turn = null;
        }
        if (turn == null) {
            turn = new Turn(message.role(), message.at());
        }
    }

    /** The turn has come to its end. */
    private void settle() {
        boolean user = turn.role() == Role.USER;
        if (!user && turns.isEmpty()) {
            turns.addObject().put("role", "user").put("content", BEGINNING);
        }
        ObjectNode settled = turns.addObject().put("role", user ? "user" : "assistant");
        settled.set("content", BlockWriter.shortest(turn.blocks()));
        if (user && !pendingSystem.isEmpty()) {
            turns.addObject().put("role", "system").set("content", BlockWriter.shortest(copied(pendingSystem)));
            pendingSystem.removeAll();
        }
    }

    private static ArrayNode copied(ArrayNode blocks) {
        return JsonTrees.array().addAll(blocks);
    }

    /** The last turn ends. Where it is the model's, the model goes on with it, if it can. */
    private void last() throws Refused {
        demandAnswers();
        if (turn.role() == Role.ASSISTANT) {
            if (!model.prefill()) {
                throw new Refused(
                        turn.at()
                                + ": the conversation ends with an assistant message, and the chosen model does not go"
                                + " on with one; end it with a user message.",
                        turn.at(),
                        "unsupported_prefill");
            }
            turn.trim();
        }
        if (!turn.blocks().isEmpty()) {
            settle();
        }
    }

    private void demandAnswers() throws Refused {
        Part.ToolUse open = ids.unanswered();
        if (open != null) {
            throw new Refused(
                    open.at() + ": the call '" + open.id() + "' of '" + open.name()
                            + "' is not answered by the messages behind it.",
                    open.at(),
                    null);
        }
    }

    /** Nothing but instructions: they are what the model is to answer. */
    private void instructionsOnly() throws Refused {
        if (system.isEmpty()) {
            throw new Refused("'messages' says nothing that the model could answer.", "messages", null);
        }
        turns.addObject().put("role", "user").set("content", BlockWriter.shortest(copied(system)));
        system.removeAll();
    }

    /** A turn in the making: answers of tools, or thoughts, stand before all else in it. */
    private record Turn(Role role, String at, ArrayNode first, ArrayNode then) {
        Turn(Role role, String at) {
            this(role, at, JsonTrees.array(), JsonTrees.array());
        }

        void add(ObjectNode block) {
            boolean early = role == Role.USER ? is(block, "tool_result") : isThought(block);
            (early ? first : then).add(block);
        }

        /** Takes away the white space at the end of the last text, which the API refuses there. */
        void trim() {
            JsonNode last = then.path(then.size() - 1);
            if (is(last, "text")) {
                String text = last.path("text").asText().stripTrailing();
                if (text.isEmpty()) {
                    then.remove(then.size() - 1);
                } else {
                    ((ObjectNode) last).put("text", text);
                }
            }
        }

        ArrayNode blocks() {
            return copied(first).addAll(then);
        }
    }
}
