package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One entry of {@code x-kubernetes-validations}.
 *
 * @param rule CEL expression, true when the value is fine
 * @param message fixed words for a broken rule, or empty
 * @param messageExpression CEL expression that makes the words, or empty
 * @param reason the {@code FieldValue…} word of the violation, or empty
 * @param fieldPath where to report it, relative to the node, or empty
 * @param optionalOldSelf whether {@code oldSelf} is an optional, so that the rule also runs on create
 */
public record Rule(
        String rule,
        String message,
        String messageExpression,
        String reason,
        String fieldPath,
        boolean optionalOldSelf) {

    static Rule of(JsonNode rule) {
        return new Rule(
                rule.path("rule").asText(),
                rule.path("message").asText(),
                rule.path("messageExpression").asText(),
                rule.path("reason").asText(),
                rule.path("fieldPath").asText(),
                rule.path("optionalOldSelf").asBoolean());
    }

    /** How the rule is named in a message: its own message, or else the expression. */
    public String label() {
        return message.isEmpty() ? rule.strip() : message.strip();
    }
}
