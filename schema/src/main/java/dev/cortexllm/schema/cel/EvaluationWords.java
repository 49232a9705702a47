package dev.cortexllm.schema.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cortexllm.schema.node.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words an evaluation error as the server words it: the Java runtime says the same things differently. */
final class EvaluationWords {
    private static final Pattern PLACE = Pattern.compile("^evaluation error( at [^ ]*:\\d+)?: ");
    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map\\.?");

    private EvaluationWords() {}

    static String of(CelEvaluationException error, Rule rule) {
        return switch (error.getErrorCode()) {
            case OVERLOAD_NOT_FOUND ->
                "'no such overload': call arguments did not match a supported operator, function or"
                        + " macro signature for rule: " + rule.label();
            case ITERATION_BUDGET_EXCEEDED ->
                "'operation cancelled: actual cost limit exceeded': no further validation"
                        + " rules will be run due to call cost exceeds limit for rule: " + rule.label();
            case ATTRIBUTE_NOT_FOUND -> "no such key: " + missingKey(error) + " evaluating rule: " + rule.label();
            case DIVIDE_BY_ZERO -> "division by zero evaluating rule: " + rule.label();
            case NUMERIC_OVERFLOW -> "integer overflow evaluating rule: " + rule.label();
            case INDEX_OUT_OF_BOUNDS -> "i" + detail(error).substring(1) + " evaluating rule: " + rule.label();
            default -> detail(error) + " evaluating rule: " + rule.label();
        };
    }

    private static String missingKey(CelEvaluationException error) {
        Matcher key = MISSING_KEY.matcher(detail(error));
        return key.find() ? key.group(1) : detail(error);
    }

    private static String detail(CelEvaluationException error) {
        return PLACE.matcher(String.valueOf(error.getMessage())).replaceFirst("");
    }
}
