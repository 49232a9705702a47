package dev.cortexllm.sandbox.demo.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends chat requests the way an application does, and keeps what came back. Never throws for a failed request. */
public final class ChatClient implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final URI endpoint;
    private final String model;
    private final ExecutorService executor = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "chat-client");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(executor)
            .build();

    /**
     * @param baseUrl URL of the gateway
     * @param model what to put into {@code model}
     */
    public ChatClient(String baseUrl, String model) {
        this.endpoint = URI.create(baseUrl + "/v1/chat/completions");
        this.model = model;
    }

    /**
     * Sends a request.
     *
     * @param chat the request
     * @return its answer, once it is over
     */
    public CompletableFuture<Answer> send(Chat chat) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(LONGEST)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(chat.body(model)));
        chat.headers().forEach(request::header);
        AnswerReader reader = new AnswerReader(chat.stream(), System.nanoTime());
        return http.sendAsync(request.build(), info -> {
                    reader.started(info.statusCode());
                    return HttpResponse.BodySubscribers.fromLineSubscriber(reader);
                })
                .handle((response, failure) ->
                        reader.answer(response == null ? null : headersOf(response), failure, System.nanoTime()));
    }

    private static HttpHeaders headersOf(HttpResponse<?> response) {
        return response.headers();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
