package dev.cortexllm.sandbox.clients.client;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The headers of an answer, as LangChain4j shows them. */
final class Heads {
    private Heads() {}

    static Map<String, String> of(SuccessfulHttpResponse response) {
        Map<String, String> first = new HashMap<>();
        if (response != null) {
            response.headers().forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        }
        return first;
    }
}
