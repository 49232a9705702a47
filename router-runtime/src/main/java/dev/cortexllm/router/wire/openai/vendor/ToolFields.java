package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.ToolQuirks;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import java.util.List;
import java.util.Set;

/** Tools and their choice. */
final class ToolFields {
    private static final String OBJECT = "object";
    private static final String AUTO = "auto";
    /** Keywords whose members are names of the user's with a schema each. */
    private static final Set<String> NAMED_SCHEMAS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");
    /** Keywords whose value is data, not a schema. */
    private static final Set<String> DATA = Set.of("enum", "const", "default", "examples", "required");

    private final Draft draft;
    private final ToolQuirks quirks;

    ToolFields(Draft draft) {
        this.draft = draft;
        this.quirks = draft.quirks().tools();
    }

    void adapt() throws Refused {
        if (!quirks.choice().isEmpty()) {
            choice();
        }
        if (quirks.refused().isEmpty() && quirks.schemaKeywords().isEmpty()) {
            return;
        }
        for (JsonSpan tools : draft.fields("tools", Kind.ARRAY)) {
            List<JsonSpan> list = tools.children();
            for (int i = 0; i < list.size(); i++) {
                JsonSpan function = list.get(i).member("function");
                if (function != null && function.is(Kind.OBJECT)) {
                    function(function, "tools[" + i + "].function.");
                }
            }
        }
    }

    private void choice() throws Refused {
        JsonSpan choice = draft.field("tool_choice");
        if (choice == null) {
            return;
        }
        String given = choice.is(Kind.OBJECT) ? OBJECT : choice.text();
        String word = given == null ? null : quirks.choice().get(given);
        if (word != null) {
            if (word.equals(AUTO)) {
                draft.lost("tool_choice", "lets the model choose");
            }
            draft.edits().replace(choice, JsonText.bytes(word));
        }
    }

    private void function(JsonSpan function, String path) throws Refused {
        for (JsonSpan member : function.children()) {
            if (quirks.refused().contains(member.name())) {
                if (!OpenAiDefaults.empty(member) && !member.raw().equals("false")) {
                    draft.lost(path + member.name(), "does not take it");
                }
                draft.edits().remove(function, member);
            } else if (member.name().equals("parameters")
                    && !quirks.schemaKeywords().isEmpty()) {
                schema(member);
            }
        }
    }

    /** None of the keywords binds an answer, they only describe: taking them out loses nothing. */
    private void schema(JsonSpan schema) {
        for (JsonSpan member : schema.children()) {
            if (member.name() == null) {
                schema(member);
            } else if (refused(member)) {
                draft.edits().remove(schema, member);
            } else if (NAMED_SCHEMAS.contains(member.name())) {
                member.children().forEach(this::schema);
            } else if (!DATA.contains(member.name())) {
                schema(member);
            }
        }
    }

    private boolean refused(JsonSpan keyword) {
        return quirks.schemaKeywords().contains(keyword.name())
                && (!keyword.name().equals("additionalProperties")
                        || keyword.raw().equals("false"));
    }
}
