package dev.cortexllm.sandbox.models.wire;

import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request that has arrived whole.
 *
 * @param path without the query
 * @param query first value of each parameter
 * @param headers by lower-case name; several values of one name are joined by ", "
 */
public record Call(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
    /** Returns a header. */
    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    /** Returns whether this is that method and that path. */
    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    /** Returns the key of an {@code Authorization: Bearer} header. */
    public Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).trim());
    }
}
