package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.AnswerFormat;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Message.Role;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.Sampling;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a request for a provider that speaks OpenAI's chat completions (facts/wire/anthropic.md section 10). */
final class RequestWriter {
    /** Who has {@code top_k}, which OpenAI has not. */
    private static final Set<String> TOP_K = Set.of("vllm", "together", "llamacpp");
    /** Who takes no more than {@value #FEW_STOPS} stop texts. */
    private static final Set<String> FEW_STOPS_AT = Set.of("openai", "azure", "groq", "tgi");

    private static final int FEW_STOPS = 4;
    private static final int LONGEST_USER = 64;
    private static final Set<String> OF_OPENAI = Set.of("openai", "azure");
    /** Fields that nobody misses in an answer, whatever they say. */
    private static final Set<String> UNMISSED = Set.of("stream_options", "anthropic_version");
    /** Values that say what is so anyway. */
    private static final Map<String, Set<String>> USUAL =
            Map.of("service_tier", Set.of("auto", "standard_only"), "store", Set.of("false"));

    private final ChatCall call;
    private final TargetModel target;
    private final Fidelity fidelity;
    private final ToolNames names;
    private final ObjectNode request = JsonTrees.object();

    RequestWriter(ChatCall call, TargetModel target, Fidelity fidelity, ToolNames names) {
        this.call = call;
        this.target = target;
        this.fidelity = fidelity;
        this.names = names;
    }

    /**
     * Writes it.
     *
     * @return the body
     * @throws Refused when the request cannot be put to this target
     */
    ObjectNode write() throws Refused {
        request.put("model", target.model());
        MessageWriter messages = new MessageWriter(names, ThinkingWriter.wantsItBack(target.vendor()));
        request.set("messages", messages.write(call.messages()));
        beginning();
        maxTokens();
        sampling();
        stop();
        new ToolWriter(names).write(call, request);
        answerFormat();
        ThinkingWriter.write(call.thinking(), target.vendor(), request);
        user();
        if (call.stream()) {
            request.put("stream", true);
            request.putObject("stream_options").put("include_usage", true);
        }
        rest();
        return request;
    }

    /**
     * Anthropic's models go on from a last message of their own. Some vendors can be asked to, under names of theirs
     * (facts/wire/openai-compatible.md sections 1, 3 and 6); elsewhere the answer begins anew.
     */
    private void beginning() throws Refused {
        Message last = call.messages().get(call.messages().size() - 1);
        boolean calls = last.parts().stream().anyMatch(Part.ToolUse.class::isInstance);
        JsonNode written =
                request.path("messages").path(request.path("messages").size() - 1);
        if (last.role() != Role.ASSISTANT
                || calls
                || !"assistant".equals(written.path("role").asText())) {
            return;
        }
        switch (target.vendor()) {
            case "vllm" -> request.put("continue_final_message", true).put("add_generation_prompt", false);
            case "mistral" -> ((ObjectNode) written).put("prefix", true);
            case "moonshot" -> ((ObjectNode) written).put("partial", true);
            default -> fidelity.lost(last.at(), "its answers do not go on from a beginning that is given");
        }
    }

    /** A limit beyond what the model can give is none: OpenAI refuses it, and an answer cannot become longer by it. */
    private void maxTokens() {
        Integer given = call.maxTokens() == null ? target.defaults().maxTokens() : call.maxTokens();
        if (given != null) {
            Long most = target.maxOutputTokens();
            request.put("max_completion_tokens", most == null ? given : Math.min(given, most));
        }
    }

    private void sampling() throws Refused {
        Sampling sampling = call.sampling();
        number("temperature", sampling.temperature(), target.defaults().temperature());
        number("top_p", sampling.topP(), target.defaults().topP());
        number("presence_penalty", sampling.presencePenalty(), null);
        number("frequency_penalty", sampling.frequencyPenalty(), null);
        if (sampling.topK() != null) {
            if (TOP_K.contains(target.vendor())) {
                request.put("top_k", sampling.topK());
            } else {
                fidelity.lost("top_k", "the vendor has no such parameter");
            }
        }
        if (sampling.seed() != null) {
            request.put("seed", sampling.seed());
        }
        if (call.choices() != null) {
            request.put("n", call.choices());
        }
        if (call.logprobs() != null) {
            request.put("logprobs", true).put("top_logprobs", call.logprobs().top());
        }
    }

    /** A default that the model does not take is none: nobody has asked for it, so nobody is told that it is lost. */
    private void number(String name, BigDecimal given, BigDecimal byDefault) {
        Quirks quirks = target.quirks().forModel(target.model());
        boolean takes = quirks.takes(name) && !quirks.fixed().contains(name);
        BigDecimal most = name.equals("temperature") ? quirks.sampling().maxTemperature() : null;
        BigDecimal ours = byDefault == null || most == null ? byDefault : byDefault.min(most);
        BigDecimal value = given == null && takes ? ours : given;
        if (value != null) {
            request.put(name, value);
        }
    }

    private void stop() throws Refused {
        List<String> stop = call.stop();
        if (stop.size() > FEW_STOPS && FEW_STOPS_AT.contains(target.vendor())) {
            fidelity.lost("stop_sequences", "the vendor takes at most " + FEW_STOPS);
            stop = stop.subList(0, FEW_STOPS);
        }
        if (!stop.isEmpty()) {
            stop.forEach(request.putArray("stop")::add);
        }
    }

    private void answerFormat() {
        if (call.answerFormat() instanceof AnswerFormat.JsonSchema schema) {
            ObjectNode format = request.putObject("response_format").put("type", "json_schema");
            ObjectNode named = format.putObject("json_schema");
            named.put("name", schema.name() == null ? "response" : schema.name());
            if (schema.description() != null) {
                named.put("description", schema.description());
            }
            named.set("schema", schema.schema());
            boolean binds = OF_OPENAI.contains(target.vendor()) && StrictSchema.is(schema.schema());
            if (schema.strict() != null || binds) {
                named.put("strict", schema.strict() == null || schema.strict());
            }
        } else if (call.answerFormat() != null) {
            request.putObject("response_format").put("type", "json_object");
        }
    }

    /** Ids longer than OpenAI takes become their digest, which tells users apart as well. */
    private void user() {
        String user = call.user();
        if (user != null) {
            String id = user.length() <= LONGEST_USER ? user : ToolNames.sha256(user);
            request.put(OF_OPENAI.contains(target.vendor()) ? "safety_identifier" : "user", id);
        }
    }

    private void rest() throws Refused {
        for (Map.Entry<String, JsonNode> field : call.rest().properties()) {
            JsonNode value = field.getValue();
            boolean empty = value.isNull() || value.isContainerNode() && value.isEmpty();
            boolean usual = USUAL.getOrDefault(field.getKey(), Set.of()).contains(value.asText());
            if (!empty && !usual && !UNMISSED.contains(field.getKey())) {
                fidelity.lost(field.getKey(), "OpenAI's chat completions have no such field");
            }
        }
    }
}
