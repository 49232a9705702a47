package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a conversation (facts/wire/gemini.md section 6). System messages move to the instruction in their order, wherever
 * they stood. Empty texts are passed over, and messages that then say nothing. Thoughts go back as thoughts. Marks of a
 * cache are passed over: Google caches by itself.
 */
final class ContentWriter {
    private final ModelTraits traits;
    private final ToolNames names;
    private final Fidelity fidelity;
    private final MediaWriter media;
    private final Turns turns = new Turns();
    private final ArrayNode system = JsonTrees.array();

    ContentWriter(ModelTraits traits, ToolNames names, Fidelity fidelity) {
        this.traits = traits;
        this.names = names;
        this.fidelity = fidelity;
        this.media = new MediaWriter(traits, fidelity);
    }

    /**
     * Puts the conversation into a request. One of system messages alone becomes the user's, because Google wants a turn to
     * answer.
     *
     * @param messages the conversation
     * @param body gets {@code contents} and {@code systemInstruction}
     * @throws Refused when it cannot be put to the model, or says nothing
     */
    void write(List<Message> messages, ObjectNode body) throws Refused {
        for (Message message : messages) {
            message(message);
        }
        ArrayNode contents = turns.end();
        if (traits.settled() && turns.endWithModel()) {
            throw prefilled(messages);
        }
        if (contents.isEmpty() && system.isEmpty()) {
            throw new Refused("'messages' says nothing that the model could answer.", "messages", null);
        } else if (contents.isEmpty()) {
            contents.addObject().put("role", "user").set("parts", system);
            body.set("contents", contents);
        } else {
            body.set("contents", contents);
            if (!system.isEmpty()) {
                body.putObject("systemInstruction").set("parts", system);
            }
        }
    }

    private static Refused prefilled(List<Message> messages) {
        String at = messages.get(messages.size() - 1).at();
        return new Refused(
                at + ": the conversation ends with an assistant message, and the chosen model does not go on with one;"
                        + " end it with a user message.",
                at,
                "unsupported_prefill");
    }

    private void message(Message message) throws Refused {
        if (message.name() != null && message.role() != Message.Role.SYSTEM) {
            fidelity.lost(message.at() + ".name", "Gemini has no names of speakers");
        }
        switch (message.role()) {
            case SYSTEM -> system(message);
            case USER -> user(message);
            case ASSISTANT -> assistant(message);
        }
    }

    private void system(Message message) throws Refused {
        for (Part part : message.parts()) {
            if (!(part instanceof Part.Text text)) {
                throw new Refused(part.at() + ": a system message can only hold text.", part.at(), null);
            }
            if (!text.text().isEmpty()) {
                system.addObject().put("text", text.text());
            }
        }
    }

    private void user(Message message) throws Refused {
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolResult result) {
                result(result);
            } else {
                for (ObjectNode written : plain(part)) {
                    turns.user(written);
                }
            }
        }
    }

    private void result(Part.ToolResult result) throws Refused {
        Turns.Call call = turns.answer(result.toolUseId(), result.at());
        List<String> texts = new ArrayList<>(1);
        for (Part part : result.content()) {
            if (part instanceof Part.Text text) {
                texts.add(text.text());
            } else {
                for (ObjectNode written : plain(part)) {
                    turns.user(written);
                }
            }
        }
        call.answered(resultPart(result, call.name(), String.join("\n", texts)));
    }

    /**
     * A result is always text under the conventional key, never taken apart, so that it reads the same whatever it looks
     * like. What it holds besides text follows as parts of the same turn.
     */
    private static ObjectNode resultPart(Part.ToolResult result, String name, String text) {
        ObjectNode part = JsonTrees.object();
        ObjectNode response = part.putObject("functionResponse");
        if (!CallIds.ours(result.toolUseId())) {
            response.put("id", result.toolUseId());
        }
        response.put("name", name).putObject("response").put(result.error() ? "error" : "output", text);
        return part;
    }

    private void assistant(Message message) throws Refused {
        boolean says = false;
        for (Part part : message.parts()) {
            if (part instanceof Part.RedactedReasoning) {
                fidelity.lost(part.at(), "only the provider that thought it can read it");
            }
            says |= says(part);
        }
        if (says) {
            said(message);
        }
    }

    private static boolean says(Part part) {
        boolean empty = part instanceof Part.Text text && text.text().isEmpty();
        return !empty && !(part instanceof Part.Reasoning) && !(part instanceof Part.RedactedReasoning);
    }

    private void said(Message message) throws Refused {
        String proof = null;
        for (Part part : message.parts()) {
            if (part instanceof Part.Reasoning thought) {
                thought(thought);
                String mark = Signatures.unmarked(thought.signature());
                proof = mark == null ? proof : mark;
            } else if (part instanceof Part.ToolUse use) {
                call(use, proof);
                proof = null;
            } else if (says(part)) {
                for (ObjectNode written : plain(part)) {
                    sign(written, proof);
                    proof = null;
                    turns.model(written);
                }
            }
        }
    }

    private void thought(Part.Reasoning thought) throws Refused {
        if (traits.reasons() && !thought.text().isEmpty()) {
            turns.model(JsonTrees.object().put("text", thought.text()).put("thought", true));
        }
    }

    private void call(Part.ToolUse use, String proof) throws Refused {
        String name = names.wire(use.name());
        ObjectNode part = JsonTrees.object();
        ObjectNode call = part.putObject("functionCall");
        if (!CallIds.ours(use.id())) {
            call.put("id", use.id());
        }
        call.put("name", name).set("args", arguments(use));
        String own = Signatures.usable(use.signature());
        String signature = own == null ? proof : own;
        boolean first = traits.third() && !turns.called();
        sign(part, signature == null && first ? Signatures.NONE_TO_CHECK : signature);
        turns.call(use.id(), name, use.at(), part);
    }

    private void sign(ObjectNode part, String signature) {
        if (signature != null && traits.reasons()) {
            part.put("thoughtSignature", signature);
        }
    }

    private static JsonNode arguments(Part.ToolUse use) throws Refused {
        if (use.arguments().isBlank()) {
            return JsonTrees.object();
        }
        try {
            JsonNode arguments = JsonTrees.read(use.arguments());
            if (arguments.isObject()) {
                return arguments;
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new Refused(
                use.at() + ": the arguments of the call of '" + use.name() + "' are not a JSON object.",
                use.at(),
                "invalid_tool_arguments");
    }

    /** What both sides can say; nothing for an empty text. */
    private List<ObjectNode> plain(Part part) throws Refused {
        if (part instanceof Part.Text text) {
            return text.text().isEmpty() ? List.of() : List.of(text(text.text()));
        } else if (part instanceof Part.Refusal refusal) {
            return refusal.text().isEmpty() ? List.of() : List.of(text(refusal.text()));
        } else if (part instanceof Part.Image image) {
            return List.of(media.image(image));
        } else if (part instanceof Part.Document document) {
            return media.document(document);
        } else if (part instanceof Part.Audio audio) {
            return List.of(media.audio(audio));
        }
        throw new Refused(part.at() + ": " + kind(part) + " cannot be sent to the chosen model.", part.at(), null);
    }

    private static String kind(Part part) {
        return part instanceof Part.Foreign foreign
                ? "a part of type '" + foreign.type() + "'"
                : "a part of this type at this place";
    }

    private static ObjectNode text(String text) {
        return JsonTrees.object().put("text", text);
    }
}
