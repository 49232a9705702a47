package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.regex.Pattern;

/** The rules of extended thinking: budgets, and what does not go together with it. */
final class Thinking {
    private static final int MIN_BUDGET = 1024;

    /** Models that want what they thought back in a tool loop. */
    private static final Pattern BEFORE_4_6 = Pattern.compile("claude-(3|(opus|sonnet|haiku)-4(-[0-5])?(-\\d{8})?$).*");

    private Thinking() {}

    /** Returns whether the request turns thinking on. */
    static boolean on(ObjectNode body) {
        String type = body.path("thinking").path("type").asText("disabled");
        return !type.equals("disabled");
    }

    /** Returns whether thoughts are given as text. */
    static boolean shown(ObjectNode body) {
        return !body.path("thinking").path("display").asText().equals("omitted");
    }

    /**
     * Checks a request that generates.
     *
     * @throws ApiError if the parts of it do not go together
     */
    static void check(ObjectNode body) {
        JsonNode thinking = body.path("thinking");
        if (thinking.isMissingNode() || thinking.isNull()) {
            return;
        }
        switch (thinking.path("type").asText()) {
            case "enabled" ->
                checkBudget(
                        thinking.path("budget_tokens"), body.path("max_tokens").asInt());
            case "adaptive", "between_tools", "disabled" -> {
                if (thinking.has("budget_tokens")) {
                    throw ApiError.badRequest("thinking."
                            + thinking.path("type").asText() + ".budget_tokens: Extra inputs are not permitted");
                }
            }
            default ->
                throw ApiError.badRequest(
                        "thinking: Input tag '" + thinking.path("type").asText()
                                + "' found using 'type' does not match any of the expected tags: 'adaptive', 'disabled',"
                                + " 'enabled'");
        }
        if (on(body)) {
            checkCompany(body);
        }
    }

    private static void checkBudget(JsonNode budget, int maxTokens) {
        if (!budget.isIntegralNumber()) {
            throw ApiError.badRequest("thinking.enabled.budget_tokens: Field required");
        }
        if (budget.intValue() < MIN_BUDGET) {
            throw ApiError.badRequest(
                    "thinking.enabled.budget_tokens: Input should be greater than or equal to " + MIN_BUDGET);
        }
        if (budget.intValue() >= maxTokens) {
            throw ApiError.badRequest("`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our"
                    + " documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking");
        }
    }

    private static void checkCompany(ObjectNode body) {
        if (body.path("temperature").asDouble(1) != 1) {
            throw ApiError.badRequest(
                    "`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.");
        }
        if (body.path("tool_choice").path("type").asText().matches("any|tool")) {
            throw ApiError.badRequest("Thinking may not be enabled when tool_choice forces tool use.");
        }
        if (BEFORE_4_6.matcher(body.path("model").asText()).matches()) {
            checkLastTurn(body.path("messages"));
        }
    }

    /** In a tool loop the turn that called has to come back with what it thought. */
    private static void checkLastTurn(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode content = messages.get(i).path("content");
            if (messages.get(i).path("role").asText().equals("assistant")) {
                boolean calls = false;
                for (JsonNode block : content) {
                    calls |= block.path("type").asText().equals("tool_use");
                }
                String first = content.path(0).path("type").asText();
                if (calls && !first.endsWith("thinking")) {
                    throw ApiError.badRequest("messages." + i + ".content.0.type: Expected `thinking` or"
                            + " `redacted_thinking`, but found `" + first + "`. When `thinking` is enabled, a final"
                            + " `assistant` message must start with a thinking block (preceeding the lastmost set of"
                            + " `tool_use` and `tool_result` blocks).");
                }
                return;
            }
        }
    }
}
