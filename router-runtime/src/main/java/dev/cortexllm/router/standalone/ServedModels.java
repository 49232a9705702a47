package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a server which models it has, for servers of which no catalogue can know (Ollama, vLLM). */
final class ServedModels {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /**
     * Asks.
     *
     * @param baseUrl URL without the endpoint's path
     * @param key API key, null for none
     * @return model ids in the server's order
     * @throws IOException when it does not answer, or not with a list of models; the message is a sentence
     */
    List<String> at(String baseUrl, String key) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + "/models")).timeout(PATIENCE);
        if (key != null) {
            request.header("authorization", "Bearer " + key);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(baseUrl + "/models answered with status " + response.statusCode());
            }
            List<String> ids = new ArrayList<>();
            for (JsonNode model : new ObjectMapper().readTree(response.body()).path("data")) {
                ids.add(model.path("id").asText());
            }
            return ids;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + baseUrl, e);
        }
    }
}
