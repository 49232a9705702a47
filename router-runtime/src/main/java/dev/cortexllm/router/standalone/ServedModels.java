package dev.cortexllm.router.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.ModelList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks a server which models it has, where its address was given and so no catalogue can know (Ollama, vLLM, proxies). */
final class ServedModels {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * Asks.
     *
     * @param vendor who runs it; its own format is spoken
     * @param baseUrl URL that the format's paths are added to
     * @param key API key, null for none
     * @return model ids in the server's order
     * @throws IOException when it does not answer, or not with a list of models; the message is a sentence
     */
    List<String> at(Vendor vendor, String baseUrl, String key) throws IOException {
        URI url = ModelList.url(vendor.format(), baseUrl, null);
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE);
        ModelList.headers(vendor.format(), vendor.auth(), key).forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(url + " answered with status " + response.statusCode());
            }
            return ModelList.ids(new ObjectMapper().readTree(response.body())).orElse(List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + baseUrl, e);
        }
    }
}
