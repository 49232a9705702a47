package dev.cortexllm.sandbox.apiserver.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import java.util.function.Predicate;

/**
 * Field selectors such as {@code metadata.name=a,status.phase!=Running}. A real API server knows a short list of fields
 * per kind; here any path of field names works, and an absent field equals the empty string.
 */
public final class FieldSelector {
    private FieldSelector() {}

    /**
     * Parses query text; empty text selects everything.
     *
     * @throws ApiError 400 when a term has no operator
     */
    public static Predicate<JsonNode> parse(String text) {
        Predicate<JsonNode> all = object -> true;
        for (String part : text.split("(?<!\\\\),")) {
            if (!part.isBlank()) {
                all = all.and(term(part.trim()));
            }
        }
        return all;
    }

    private static Predicate<JsonNode> term(String part) {
        int at = part.indexOf('=');
        if (at <= 0) {
            throw ApiError.badRequest("invalid field selector: can't understand '" + part + "'");
        }
        boolean negated = part.charAt(at - 1) == '!';
        String path = part.substring(0, negated ? at - 1 : at);
        String value =
                part.substring(part.startsWith("==", at) ? at + 2 : at + 1).replace("\\,", ",");
        String[] steps = path.split("\\.");
        Predicate<JsonNode> equal = object -> Json.text(object, steps).equals(value);
        return negated ? equal.negate() : equal;
    }
}
