package dev.cortexllm.router.route;

import dev.cortexllm.api.v1alpha1.Task;
import java.util.List;

/**
 * What a request shows of itself to the rules.
 *
 * @param model the model asked for
 * @param task the task the caller named, or null
 * @param headers its headers
 */
public record RequestFacts(String model, Task task, Headers headers) {

    /** Read access to a request's headers. */
    public interface Headers {
        /**
         * Looks a header up.
         *
         * @param name lower-case name
         * @return its first value, or null
         */
        String get(String name);

        /**
         * Looks a header up that may be there several times.
         *
         * @param name lower-case name
         * @return its values, in order; may be empty
         */
        default List<String> all(String name) {
            String value = get(name);
            return value == null ? List.of() : List.of(value);
        }
    }
}
