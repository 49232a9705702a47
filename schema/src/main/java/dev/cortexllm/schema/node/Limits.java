package dev.cortexllm.schema.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Bounds of a value; an empty optional is no bound.
 *
 * @param minimum and {@code maximum}: bounds of a number, exclusive when the flag beside says so
 * @param multipleOf a factor the number must have
 * @param minLength and {@code maxLength}: code points of a text
 * @param pattern an RE2 expression a text must contain
 * @param minItems and {@code maxItems}: length of a list
 * @param uniqueItems whether list items must differ
 * @param minProperties and {@code maxProperties}: entries of a map or object
 * @param required fields that must be there
 * @param enumeration allowed values; empty allows all
 */
public record Limits(
        OptionalDouble minimum,
        boolean exclusiveMinimum,
        OptionalDouble maximum,
        boolean exclusiveMaximum,
        OptionalDouble multipleOf,
        OptionalLong minLength,
        OptionalLong maxLength,
        Optional<Pattern> pattern,
        OptionalLong minItems,
        OptionalLong maxItems,
        boolean uniqueItems,
        OptionalLong minProperties,
        OptionalLong maxProperties,
        List<String> required,
        List<JsonNode> enumeration) {}
