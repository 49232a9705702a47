package dev.cortexllm.router.wire.openai.vendor;

import dev.cortexllm.config.Quirks;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonSpan;
import dev.cortexllm.router.wire.json.JsonSpan.Kind;
import dev.cortexllm.router.wire.json.JsonText;
import java.util.List;
import java.util.Map;

/** The fields of a request: by which names, words and values a vendor takes them, and which it does not. */
final class RequestFields {
    private static final List<String> OF_TOOLS = List.of("tools", "tool_choice", "parallel_tool_calls");

    private final Draft draft;
    private final Quirks quirks;

    RequestFields(Draft draft) {
        this.draft = draft;
        this.quirks = draft.quirks();
    }

    void adapt() throws Refused {
        if (quirks.omitEmpty()) {
            omitEmpty();
        }
        withoutToolChoice();
        for (JsonSpan field : draft.body().children()) {
            if (!draft.edits().removed(field)) {
                field(field);
            }
        }
    }

    private void omitEmpty() {
        for (JsonSpan field : draft.body().children()) {
            if (field.is(Kind.NULL) && !draft.edits().replaced(field)) {
                draft.remove(field);
            }
        }
        JsonSpan tools = draft.field("tools");
        if (tools != null && tools.is(Kind.ARRAY) && tools.children().isEmpty()) {
            removeTools();
        }
    }

    /** Where no tool may be chosen and the vendor knows no such choice, there must be no tools. */
    private void withoutToolChoice() {
        JsonSpan choice = draft.field("tool_choice");
        if (choice != null && "none".equals(choice.text()) && !quirks.takes("tool_choice")) {
            removeTools();
        }
    }

    private void removeTools() {
        for (JsonSpan field : draft.body().children()) {
            if (OF_TOOLS.contains(field.name())) {
                draft.remove(field);
            }
        }
    }

    private void field(JsonSpan field) throws Refused {
        String name = quirks.renamed().getOrDefault(field.name(), field.name());
        if (!name.equals(field.name()) && !rename(field, name)) {
            return;
        }
        if (!quirks.takes(name)) {
            leaveOut(field, "does not take it", OpenAiDefaults.unmissed(field.name(), field));
        } else if (quirks.fixed().contains(name) && !OpenAiDefaults.holds(name, field)) {
            leaveOut(field, "takes no other value than the default for model '" + draft.model() + "'", false);
        } else {
            word(field, quirks.words().getOrDefault(field.name(), Map.of()));
        }
    }

    private void leaveOut(JsonSpan field, String clause, boolean unmissed) throws Refused {
        if (!unmissed) {
            draft.lost(field.name(), clause);
        }
        draft.remove(field);
    }

    /** Renames a field unless the vendor's own name is there too; returns whether it is. */
    private boolean rename(JsonSpan field, String name) throws Refused {
        JsonSpan own = draft.field(name);
        if (own == null) {
            draft.body().children().stream()
                    .filter(other -> name.equals(other.name()))
                    .forEach(draft::remove);
            draft.edits().rename(field, name);
            return true;
        }
        boolean same = field.is(Kind.NULL) || field.raw().equals(own.raw());
        leaveOut(field, "takes it under the name '" + name + "', which is given as well", same);
        return false;
    }

    private void word(JsonSpan field, Map<String, String> words) throws Refused {
        String given = field.text();
        String word = given == null ? null : words.get(given);
        if (word != null) {
            if (!OpenAiDefaults.holds(field.name(), field)) {
                draft.lost(field.name(), "knows no '" + given + "'; '" + word + "' is sent");
            }
            draft.edits().replace(field, JsonText.bytes(word));
        }
    }
}
