package dev.cortexllm.sandbox.models.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rules that the control surface is given. */
public final class FaultReader {
    private static final Set<String> FIELDS = Set.of(
            "kind",
            "probability",
            "every",
            "next",
            "afterTokens",
            "code",
            "body",
            "message",
            "retryAfter",
            "factor",
            "bytes");

    private FaultReader() {}

    /**
     * Reads a list of rules.
     *
     * @throws IllegalArgumentException naming the rule and the field at fault
     */
    public static List<FaultRule> read(JsonNode rules) {
        if (!rules.isArray()) {
            throw new IllegalArgumentException("faults must be a list of rules");
        }
        List<FaultRule> read = new ArrayList<>();
        for (JsonNode rule : rules) {
            read.add(rule(rule, "faults[" + read.size() + "]"));
        }
        return read;
    }

    private static FaultRule rule(JsonNode rule, String place) {
        rule.fieldNames().forEachRemaining(name -> require(FIELDS.contains(name), place + "." + name, "unknown field"));
        double probability = rule.path("probability").asDouble(1);
        require(probability >= 0 && probability <= 1, place + ".probability", "must be between 0 and 1");
        long ways = Stream.of("probability", "every", "next").filter(rule::has).count();
        require(ways <= 1, place, "give one of probability, every, next");
        return new FaultRule(fault(rule, place), probability, count(rule, "every", place), count(rule, "next", place));
    }

    private static Fault fault(JsonNode rule, String place) {
        String label = rule.path("kind").asText();
        FaultKind kind = FaultKind.of(label)
                .orElseThrow(() -> new IllegalArgumentException(place + ".kind: must be one of "
                        + Stream.of(FaultKind.values()).map(FaultKind::label).collect(Collectors.joining(", "))));
        int code = rule.path("code").asInt(500);
        require(code >= 200 && code <= 599, place + ".code", "must be between 200 and 599");
        double factor = rule.path("factor").asDouble(10);
        require(factor > 0, place + ".factor", "must be above 0");
        return new Fault(
                kind,
                rule.has("afterTokens") ? OptionalInt.of(count(rule, "afterTokens", place)) : OptionalInt.empty(),
                code,
                text(rule.path("body")),
                rule.path("message").asText("simulated fault"),
                rule.hasNonNull("retryAfter") ? rule.get("retryAfter").asText() : null,
                factor,
                Math.max(1, rule.has("bytes") ? count(rule, "bytes", place) : 1));
    }

    /** A body may be given as text or, for comfort, as JSON. */
    private static String text(JsonNode body) {
        if (body.isMissingNode() || body.isNull()) {
            return null;
        }
        return body.isTextual() ? body.textValue() : body.toString();
    }

    private static int count(JsonNode rule, String name, String place) {
        JsonNode value = rule.path(name);
        boolean fine = value.isMissingNode() || value.canConvertToInt() && value.intValue() >= 0;
        require(fine, place + "." + name, "must be a whole number, 0 or more");
        return value.asInt(0);
    }

    private static void require(boolean holds, String place, String what) {
        if (!holds) {
            throw new IllegalArgumentException(place + ": " + what);
        }
    }
}
