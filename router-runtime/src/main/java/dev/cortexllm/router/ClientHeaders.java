package dev.cortexllm.router;

import dev.cortexllm.router.route.RequestFacts;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * A client's headers for those who know nothing of HTTP.
 *
 * @param map the headers
 */
record ClientHeaders(MultiMap map) implements RequestFacts.Headers {
    @Override
    public String get(String name) {
        return map.get(name);
    }

    @Override
    public List<String> all(String name) {
        return map.get(name) == null ? List.of() : map.getAll(name);
    }
}
