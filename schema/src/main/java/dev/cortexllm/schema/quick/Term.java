package dev.cortexllm.schema.quick;

/** A part of an expression. */
@FunctionalInterface
interface Term {
    /**
     * Its value: a {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a {@code List} of values, or a {@code JsonNode} that is an
     * object or an array.
     *
     * @throws Unsure where there is none, or CEL might have another
     */
    Object value(Scope scope);

    /** Its value, which has to be true or false. */
    default boolean holds(Scope scope) {
        if (value(scope) instanceof Boolean truth) {
            return truth;
        }
        throw new Unsure("not a boolean");
    }
}
