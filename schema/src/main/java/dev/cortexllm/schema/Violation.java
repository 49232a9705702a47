package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.GoText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One reason to refuse an object, worded as the API server words it ({@code field.Error}).
 *
 * @param path where, for example {@code spec.targets[0].name}; {@code <nil>} when the sentence is about the whole object
 * @param reason why, machine readable
 * @param message what {@code status.details.causes[].message} holds, for example
 *     {@code Invalid value: -1: spec.replicas in body should be greater than or equal to 0}
 */
public record Violation(String path, Reason reason, String message) {

    /** A value that breaks a rule; {@code value} may be a null node and is then shown as {@code null}. */
    public static Violation invalid(FieldPath path, JsonNode value, String detail) {
        return of(path, Reason.INVALID, GoText.badValue(value), detail);
    }

    /** As {@link #invalid(FieldPath, JsonNode, String)} for a value that is text, shown in quotes. */
    public static Violation invalid(FieldPath path, String value, String detail) {
        return of(path, Reason.INVALID, GoText.quote(value), detail);
    }

    /** A broken rule about a map or list, whose value the server leaves out. */
    public static Violation invalid(FieldPath path, String detail) {
        return of(path, Reason.INVALID, "", detail);
    }

    /** A value of another type than the schema's. */
    public static Violation typeInvalid(FieldPath path, String value, String detail) {
        return of(path, Reason.TYPE_INVALID, GoText.quote(value), detail);
    }

    /** A field that must be there and is not; {@code detail} may be empty. */
    public static Violation required(FieldPath path, String detail) {
        return of(path, Reason.REQUIRED, "", detail);
    }

    /** A value outside an enumeration. */
    public static Violation notSupported(FieldPath path, JsonNode value, List<JsonNode> supported) {
        String words = supported.stream()
                .map(v -> GoText.quote(v.isTextual() ? v.textValue() : GoText.json(v)))
                .collect(Collectors.joining(", ", "supported values: ", ""));
        return of(path, Reason.NOT_SUPPORTED, GoText.badValue(value), supported.isEmpty() ? "" : words);
    }

    /** A second occurrence of what must be unique. */
    public static Violation duplicate(FieldPath path, JsonNode value) {
        return of(path, Reason.DUPLICATE, GoText.badValue(value), "");
    }

    /** Something that would be fine elsewhere. */
    public static Violation forbidden(FieldPath path, String detail) {
        return of(path, Reason.FORBIDDEN, "", detail);
    }

    /** A text longer than {@code max}; the server says bytes although it counts code points. */
    public static Violation tooLong(FieldPath path, long max) {
        return of(path, Reason.TOO_LONG, "", "may not be more than " + max + (max == 1 ? " byte" : " bytes"));
    }

    /** A list or map with {@code actual} entries where {@code max} are allowed. */
    public static Violation tooMany(FieldPath path, long actual, long max) {
        String detail = "must have at most " + max + (max == 1 ? " item" : " items");
        return of(path, Reason.TOO_MANY, Long.toString(actual), detail);
    }

    private static Violation of(FieldPath path, Reason reason, String shownValue, String detail) {
        StringBuilder message = new StringBuilder(reason.text());
        if (!shownValue.isEmpty()) {
            message.append(": ").append(shownValue);
        }
        if (!detail.isEmpty()) {
            message.append(": ").append(detail);
        }
        return new Violation(path.toString(), reason, message.toString());
    }

    /** The line kubectl prints: {@code spec.replicas: Invalid value: -1: spec.replicas in body should be …}. */
    @Override
    public String toString() {
        return path + ": " + message;
    }
}
