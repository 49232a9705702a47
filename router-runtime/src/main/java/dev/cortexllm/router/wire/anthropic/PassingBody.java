package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.config.Parameters;
import dev.cortexllm.router.wire.anthropic.ClaudeModel.Takes;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.SpanEdits;
import dev.cortexllm.router.wire.json.Spliced;
import dev.cortexllm.router.wire.pass.ForeignThought;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The body of a message that passes: byte for byte the client's but for the model, the defaults where the client is silent,
 * and thoughts of other providers' models, which Anthropic would refuse. Only a body that needs more than the model and
 * what stands behind it is read, by place.
 */
final class PassingBody {
    private final ScannedRequest request;
    private final TargetModel target;

    PassingBody(ScannedRequest request, TargetModel target) {
        this.request = request;
        this.target = target;
    }

    /**
     * Writes it.
     *
     * @param counting whether it only counts tokens, which no default changes
     * @return the body
     * @throws Refused when it holds too much to be read by place
     */
    Spliced write(boolean counting) throws Refused {
        Map<String, String> defaults = counting ? Map.of() : defaults();
        Edit model = new Edit(request.modelFrom(), request.modelTo(), model(defaults));
        boolean nulls = request.given().nulls() && !defaults.isEmpty();
        boolean thoughts = request.echoes() && ClaudeModel.isClaude(target.model());
        if (!nulls && !thoughts) {
            return new Spliced(request.body(), List.of(model));
        }
        SpanEdits edits = new SpanEdits();
        edits.add(model);
        JsonSpan body = read();
        for (JsonSpan field : body.children()) {
            if (field.is(Kind.NULL) && defaults.containsKey(field.name())) {
                edits.remove(body, field);
            } else if (thoughts && field.name().equals("messages")) {
                field.children().forEach(message -> leaveOutThoughts(field, message, edits));
            }
        }
        return new Spliced(request.body(), edits.edits());
    }

    private JsonSpan read() throws Refused {
        try {
            return JsonSpan.read(request.body(), 0, request.body().length);
        } catch (IOException e) {
            throw new Refused(
                    "The request cannot be put to the chosen model: it holds " + e.getMessage() + ".", null, null);
        }
    }

    private byte[] model(Map<String, String> defaults) {
        StringBuilder text = new StringBuilder(new String(target.modelJson(), StandardCharsets.UTF_8));
        defaults.forEach(
                (name, value) -> text.append(",\"").append(name).append("\":").append(value));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is configured for where the client is silent, as far as the model takes it. {@code max_tokens} is not among it:
     * the API requires it of every client.
     */
    private Map<String, String> defaults() {
        Parameters defaults = target.defaults();
        ScannedRequest.Given given = request.given();
        Takes takes = ClaudeModel.named(target.model()).sampling();
        Map<String, String> fields = new LinkedHashMap<>();
        if (takes == Takes.NONE) {
            return fields;
        }
        boolean one = takes == Takes.ONE;
        if (!given.temperature() && defaults.temperature() != null && !(one && given.topP())) {
            BigDecimal temperature = defaults.temperature().min(BigDecimal.ONE);
            fields.put("temperature", temperature.toPlainString());
        }
        boolean temperature = given.temperature() || !fields.isEmpty();
        if (!given.topP() && defaults.topP() != null && !(one && temperature)) {
            fields.put("top_p", defaults.topP().toPlainString());
        }
        return fields;
    }

    /** A message that held nothing else goes too: the API takes none without content. */
    private static void leaveOutThoughts(JsonSpan messages, JsonSpan message, SpanEdits edits) {
        JsonSpan content = message.member("content");
        if (content == null || content.children().isEmpty()) {
            return;
        }
        List<JsonSpan> foreign =
                content.children().stream().filter(PassingBody::isForeign).toList();
        if (foreign.size() == content.children().size()) {
            edits.remove(messages, message);
        } else {
            foreign.forEach(block -> edits.remove(content, block));
        }
    }

    private static boolean isForeign(JsonSpan block) {
        JsonSpan type = block.member("type");
        JsonSpan signature = block.member("signature");
        return type != null
                && "thinking".equals(type.text())
                && ForeignThought.is(signature == null ? null : signature.text());
    }
}
