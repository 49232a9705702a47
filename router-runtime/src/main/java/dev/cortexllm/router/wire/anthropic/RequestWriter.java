package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.ToolChoice.Mode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.regex.Pattern;

/** Writes a request of the Messages API; made anew for every request (facts/wire/anthropic.md section 8). */
final class RequestWriter {
    /** What is asked for where nobody says anything (section 8). */
    private static final int USUAL_TOKENS = 4096;
    /** Most that is asked for unbidden of a whole answer: beyond it the API wants a stream (section 4). */
    private static final int MOST_WHOLE = 21_333;
    /** Personal data, which the API refuses as {@code user_id} (section 8): an address of mail, a number of a phone. */
    private static final Pattern PERSONAL = Pattern.compile("[^@]+@[^@]+|\\+[0-9][0-9 ()./-]{5,}");

    private final ChatCall call;
    private final TargetModel target;
    private final Fidelity fidelity;
    private final ClaudeModel model;
    private final ToolNames names;
    private final CacheMarks marks = new CacheMarks();
    private final ObjectNode body = JsonTrees.object();
    private String answerTool;

    /**
     * @param call what the client asks for
     * @param target who is asked
     * @param fidelity told what cannot be expressed
     */
    RequestWriter(ChatCall call, TargetModel target, Fidelity fidelity) {
        this.call = call;
        this.target = target;
        this.fidelity = fidelity;
        this.model = ClaudeModel.named(target.model());
        this.names = new ToolNames(call);
    }

    /** Names of the tools. */
    ToolNames names() {
        return names;
    }

    /** Name of the tool whose input is the answer, or null. */
    String answerTool() {
        return answerTool;
    }

    /**
     * Writes a request for an answer.
     *
     * @return its body
     * @throws Refused when it cannot be put to the model
     */
    ObjectNode message() throws Refused {
        refuseImpossible();
        int maxTokens = maxTokens();
        body.put("model", target.model());
        body.put("max_tokens", maxTokens);
        boolean thinks = prompt(maxTokens);
        new SamplingWriter(model, thinks, fidelity).write(call.sampling(), target.defaults(), body);
        stop();
        user();
        serviceTier();
        if (call.stream()) {
            body.put("stream", true);
        }
        RestReport.report(call.rest(), fidelity);
        return body;
    }

    /**
     * Writes a request that only counts (section 7).
     *
     * @return its body
     * @throws Refused when it cannot be put to the model
     */
    ObjectNode count() throws Refused {
        body.put("model", target.model());
        prompt(maxTokens());
        return body;
    }

    private void refuseImpossible() throws Refused {
        if (call.choices() != null && call.choices() > 1) {
            throw new Refused("'n': the chosen model gives one answer only.", "n", "unsupported_parameter");
        }
        if (call.logprobs() != null) {
            throw new Refused(
                    "'logprobs': the chosen model tells no probabilities of tokens.",
                    "logprobs",
                    "unsupported_parameter");
        }
    }

    private int maxTokens() throws Refused {
        long most = target.maxOutputTokens() == null ? Integer.MAX_VALUE : target.maxOutputTokens();
        if (call.maxTokens() != null) {
            if (call.maxTokens() > most) {
                fidelity.lost("max_tokens", "the model's answers have " + most + " tokens at most");
            }
            return (int) Math.min(most, call.maxTokens());
        }
        if (target.defaults().maxTokens() != null) {
            return (int) Math.min(most, target.defaults().maxTokens());
        }
        if (target.maxOutputTokens() == null) {
            return USUAL_TOKENS;
        }
        return (int) Math.min(most, call.stream() ? Integer.MAX_VALUE : MOST_WHOLE);
    }

    /** Writes what the model reads, and how it is to answer; whether it was told to think. */
    private boolean prompt(int maxTokens) throws Refused {
        JsonNode schema = AnswerSchema.of(call.answerFormat());
        ObjectNode output = JsonTrees.object();
        ConversationWriter conversation = new ConversationWriter(model, names, marks, fidelity);
        ObjectNode spoken = JsonTrees.object();
        ObjectNode tools = JsonTrees.object();
        boolean forced = new ToolWriter(call, model, names, marks, fidelity).write(answerTool(schema), tools);
        conversation.write(call.messages(), instruction(schema), spoken);
        marks.mark(body, call.cache());
        marks.limit(fidelity);
        JsonNode cache = body.remove("cache_control");
        body.setAll(spoken);
        body.setAll(tools);
        boolean thinks = new ThinkingWriter(model, fidelity)
                .write(call.thinking(), obstacle(forced, conversation), maxTokens, body, output);
        if (schema != null && model.schema()) {
            output.set("format", AnswerSchema.format(schema));
        }
        if (!output.isEmpty()) {
            body.set("output_config", output);
        }
        if (cache != null) {
            body.set("cache_control", cache);
        }
        return thinks;
    }

    /** The tool whose input is the answer, where the model knows no better and the client does not demand another. */
    private ObjectNode answerTool(JsonNode schema) {
        Mode mode = call.toolChoice() == null ? null : call.toolChoice().mode();
        if (schema == null || model.schema() || mode == Mode.REQUIRED || mode == Mode.NAMED) {
            return null;
        }
        ObjectNode tool = AnswerSchema.tool(schema, names);
        answerTool = tool.path("name").asText();
        return tool;
    }

    private String instruction(JsonNode schema) {
        boolean json = call.answerFormat() instanceof AnswerFormat.JsonObject
                || call.answerFormat() instanceof AnswerFormat.JsonSchema && schema == null;
        return json ? AnswerSchema.INSTRUCTION : null;
    }

    /** Why the request leaves no room for thought (section 2), or null. */
    private String obstacle(boolean forced, ConversationWriter conversation) {
        if (forced) {
            return "a model that is forced to call a tool cannot think first";
        } else if (conversation.prefilled()) {
            return "a model that goes on with an assistant message cannot think first";
        }
        boolean unproven = !model.thinking().adaptive() && conversation.callsWithoutThought();
        return unproven ? "the last calls of tools lack the thought that led to them" : null;
    }

    private void stop() throws Refused {
        ArrayNode sequences = JsonTrees.array();
        for (String text : call.stop()) {
            if (!text.isBlank()) {
                sequences.add(text);
            } else if (!text.isEmpty()) {
                fidelity.lost("stop", "Anthropic takes no stop text of white space alone");
            }
        }
        if (!sequences.isEmpty()) {
            body.set("stop_sequences", sequences);
        }
    }

    private void user() throws Refused {
        if (call.user() == null || call.user().isEmpty()) {
            return;
        }
        if (PERSONAL.matcher(call.user()).matches()) {
            fidelity.lost("user", "Anthropic takes no addresses of mail and no numbers of phones");
        } else {
            body.putObject("metadata").put("user_id", call.user());
        }
    }

    private void serviceTier() throws Refused {
        JsonNode tier = call.rest().get("service_tier");
        if (tier == null || tier.isNull()) {
            return;
        }
        switch (tier.asText()) {
            case "auto" -> body.put("service_tier", "auto");
            case "default" -> body.put("service_tier", "standard_only");
            default -> fidelity.lost("service_tier", "Anthropic knows 'auto' and 'default' only");
        }
    }
}
