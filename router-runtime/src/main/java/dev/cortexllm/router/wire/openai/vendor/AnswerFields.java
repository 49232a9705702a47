package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.AnswerQuirks;
import dev.cortexllm.config.AnswerQuirks.JsonSchema;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;

/** What is asked of the answer: its form, its probabilities, where it stops. */
final class AnswerFields {
    private static final String HINT =
            "Answer with one JSON object and nothing else. It must be valid under this JSON" + " schema:\n";

    private final Draft draft;
    private final AnswerQuirks quirks;

    AnswerFields(Draft draft) {
        this.draft = draft;
        this.quirks = draft.quirks().answer();
    }

    void adapt() throws Refused {
        if (quirks.jsonSchema() != null) {
            for (JsonSpan format : draft.fields("response_format", Kind.OBJECT)) {
                jsonSchema(format);
            }
        }
        if (quirks.countedLogprobs()) {
            logprobs();
        }
        if (quirks.stopList()) {
            draft.fields("stop", Kind.STRING)
                    .forEach(stop -> draft.edits().replace(stop, ascii("[" + stop.raw() + "]")));
        }
    }

    private void jsonSchema(JsonSpan format) throws Refused {
        JsonSpan type = format.member("type");
        if (type == null || !"json_schema".equals(type.text())) {
            return;
        }
        JsonSpan named = format.member("json_schema");
        JsonSpan schema = named == null ? format.member("schema") : named.member("schema");
        if (quirks.jsonSchema() == JsonSchema.VALUE && schema != null) {
            draft.edits().replace(format, ascii("{\"type\":\"json_object\",\"value\":" + schema.raw() + "}"));
            return;
        }
        draft.lost("response_format", "binds no answer to a schema; the model is asked for it in words");
        draft.edits().replace(format, ascii("{\"type\":\"json_object\"}"));
        if (schema != null) {
            hint(HINT + schema.raw());
        }
    }

    /** Puts words behind the system messages that open the conversation, so that they do not change between its turns. */
    private void hint(String words) {
        byte[] message = ascii("{\"role\":\"system\",\"content\":" + JsonText.quoted(words) + "}");
        for (JsonSpan messages : draft.fields("messages", Kind.ARRAY)) {
            JsonSpan next = null;
            for (JsonSpan one : messages.children()) {
                if (!MessageList.system(one)) {
                    next = one;
                    break;
                }
            }
            if (next == null) {
                draft.edits().append(messages, message);
            } else {
                draft.edits().insert(messages, next, message);
            }
        }
    }

    /** From whether and how many to how many: {@code true} and 3 become 3, {@code true} alone becomes 1. */
    private void logprobs() {
        JsonSpan wanted = draft.field("logprobs");
        JsonSpan top = draft.field("top_logprobs");
        if (wanted == null || !wanted.is(Kind.BOOLEAN)) {
            return;
        }
        if (top != null) {
            draft.remove(top);
        }
        if (wanted.raw().equals("false")) {
            draft.remove(wanted);
        } else {
            boolean counted =
                    top != null && top.number() != null && top.number().signum() > 0;
            draft.edits().replace(wanted, ascii(counted ? top.raw() : "1"));
        }
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
