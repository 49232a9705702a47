package dev.cortexllm.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.api.v1alpha1.WireFormat;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an API is asked for its models, the cheapest question that needs a credential. Whoever asks brings the HTTP client. */
public final class ModelList {
    /** {@code anthropic-version}, without which Anthropic answers 400 (facts/wire/anthropic.md section 1). */
    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private ModelList() {}

    /**
     * Where to ask. One page is asked for, as long as the APIs allow.
     *
     * @param format the wire format
     * @param baseUrl URL that the format's paths are added to, see {@link Upstream#baseUrl()}
     * @param apiVersion see {@link Upstream#apiVersion()}; may be null
     * @return a URL for GET
     */
    public static URI url(WireFormat format, String baseUrl, String apiVersion) {
        String path =
                switch (format) {
                    case OPENAI -> apiVersion == null ? "/models" : "/openai/models?api-version=" + apiVersion;
                    case ANTHROPIC -> "/v1/models?limit=1000";
                    case GEMINI -> "/v1beta/models?pageSize=1000";
                };
        return URI.create(baseUrl + path);
    }

    /**
     * What to send along.
     *
     * @param format the wire format
     * @param auth how the key travels
     * @param key an API key, or null for none
     * @return header values by lower-case name; never logged
     */
    public static Map<String, String> headers(WireFormat format, Auth auth, String key) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (format == WireFormat.ANTHROPIC) {
            headers.put("anthropic-version", ANTHROPIC_VERSION);
        }
        if (key != null) {
            headers.put(auth.header(), auth.value(key));
        }
        return headers;
    }

    /**
     * The models that can chat, as far as the API tells.
     *
     * @param answer what it answered with status 200
     * @return ids in the API's order; empty when this is not a list of models
     */
    public static Optional<List<String>> ids(JsonNode answer) {
        // OpenAI and Anthropic answer with data, Gemini with models, Together with a bare array.
        JsonNode models = answer.isArray() ? answer : answer.path(answer.has("data") ? "data" : "models");
        if (!models.isArray()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode model : models) {
            if (chats(model.path("supportedGenerationMethods"))) {
                ids.add(model.path(model.has("id") ? "id" : "name").asText().replaceFirst("^models/", ""));
            }
        }
        return Optional.of(List.copyOf(ids));
    }

    /** Only Gemini tells. */
    private static boolean chats(JsonNode methods) {
        if (!methods.isArray()) {
            return true;
        }
        for (JsonNode method : methods) {
            if (method.asText().equals("generateContent")) {
                return true;
            }
        }
        return false;
    }
}
