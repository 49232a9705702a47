package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.outcome.Failure.Kind;
import dev.cortexllm.router.wire.chat.StatusClass;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whose fault an error is, by the vendors' words where they have some, else by the status (facts/wire/openai.md section 7,
 * openai-compatible.md sections 1 to 9).
 */
final class ErrorClass {
    private static final int MOST_LETTERS = 2000;

    private static final Set<String> CONTEXT = Set.of("context_length_exceeded", "exceed_context_size_error");
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "credit_balance_exhausted",
            "billing_hard_limit_reached",
            "billing_not_active",
            "exceeded_current_quota_error");
    private static final Set<String> OVERLOADED = Set.of(
            "server_is_overloaded",
            "slow_down",
            "engine_overloaded_error",
            "overloaded_error",
            "overloaded",
            "unavailable_error",
            "healthcheck");
    private static final Set<String> MODEL =
            Set.of("model_not_found", "invalid_model", "deploymentnotfound", "resource_not_found_error");
    private static final Set<String> CREDENTIAL = Set.of(
            "invalid_api_key",
            "authentication_error",
            "invalid_authentication_error",
            "incorrect_api_key_error",
            "permission_denied_error");
    private static final Set<String> FAILED = Set.of(
            "server_error", "internal_server_error", "internalservererror", "generation", "incomplete_generation");

    private static final List<String> CONTEXT_SAYS = List.of(
            "maximum context length",
            "exceeds the context",
            "exceeds the available context",
            "exceeded model token limit",
            "context window",
            "prompt is too long",
            "reduce the length of the messages",
            "`inputs` tokens + `max_new_tokens` must be",
            "`inputs` must have less than",
            "input token count",
            "exceeds the model's maximum");
    private static final List<String> QUOTA_SAYS =
            List.of("insufficient balance", "exceeded your current quota", "credit balance", "balance is not enough");

    private static final int FLEX_CAPACITY = 498;
    private static final int FAILED_GENERATION = 424;
    private static final int TIMED_OUT = 524;

    private ErrorClass() {}

    /**
     * Judges an error.
     *
     * @param status HTTP status
     * @param says what its body says
     * @return class of the failure, or null when the client's request is at fault
     */
    static Kind of(int status, ErrorFields says) {
        Kind kind = byWord(lower(says.code()), status);
        if (kind == null) {
            kind = byWord(lower(says.type()), status);
        }
        if (kind == null) {
            kind = bySentence(status, lower(says.message()));
        }
        return kind == null ? byStatus(status) : kind;
    }

    private static Kind byWord(String word, int status) {
        if (CONTEXT.contains(word)) {
            return Kind.CONTEXT_TOO_LONG;
        } else if (QUOTA.contains(word)) {
            return Kind.QUOTA;
        } else if (OVERLOADED.contains(word)) {
            return Kind.OVERLOADED;
        } else if (MODEL.contains(word)) {
            return Kind.UNKNOWN_MODEL;
        } else if (CREDENTIAL.contains(word)) {
            // Moonshot says so too where an account is empty; its sentence tells.
            return status == 403 ? null : Kind.UNAUTHORIZED;
        }
        return FAILED.contains(word) ? Kind.SERVER_ERROR : null;
    }

    private static Kind bySentence(int status, String message) {
        boolean aboutRequest = status == 400 || status == 403 || status == 413 || status == 422 || status >= 500;
        if (aboutRequest && holdsAny(message, CONTEXT_SAYS)) {
            return Kind.CONTEXT_TOO_LONG;
        }
        return holdsAny(message, QUOTA_SAYS) ? Kind.QUOTA : null;
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case FLEX_CAPACITY -> Kind.OVERLOADED;
            case FAILED_GENERATION -> Kind.SERVER_ERROR;
            case TIMED_OUT -> Kind.TIMEOUT;
            default -> StatusClass.of(status);
        };
    }

    private static boolean holdsAny(String message, List<String> clauses) {
        return clauses.stream().anyMatch(message::contains);
    }

    private static String lower(String text) {
        return text == null
                ? ""
                : text.substring(0, Math.min(MOST_LETTERS, text.length())).toLowerCase(Locale.ROOT);
    }
}
