package dev.cortexllm.operator.provider;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cortexllm.config.ModelList;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.status.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Asks an API for its list of models, the cheapest question that needs a credential. Redirects are never followed: they
 * could lead the credential elsewhere. Neither a credential nor anything that an API answers becomes part of a message.
 */
public final class ConnectionCheck {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(15);
    private static final int BODY_BYTES = 4 * 1024 * 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GOOGLES_REFUSAL = "API_KEY_INVALID";

    private final HttpClient client;
    private final AddressGuard guard;
    private final Executor executor;

    /**
     * @param guard which addresses may be called
     * @param executor runs name look-ups and answers
     */
    public ConnectionCheck(AddressGuard guard, Executor executor) {
        this.guard = guard;
        this.executor = executor;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(executor)
                .build();
    }

    /**
     * Checks; of several credentials the first that is taken counts, as it does for the router.
     *
     * @param upstream the provider's entry
     * @param secrets values of its credentials
     * @return the outcome, later; never fails
     */
    public CompletableFuture<Probe> run(Upstream upstream, Map<String, String> secrets) {
        URI url = ModelList.url(upstream.format(), upstream.baseUrl(), upstream.apiVersion());
        List<String> keys = upstream.credentials().stream().map(secrets::get).toList();
        return CompletableFuture.supplyAsync(() -> guarded(url), executor)
                .thenCompose(refused ->
                        refused == null ? attempt(url, upstream, keys, 0) : CompletableFuture.completedFuture(refused))
                .exceptionally(failure -> unreachable(url, failure));
    }

    private Probe guarded(URI url) {
        try {
            return guard.refusal(url)
                    .map(why -> new Probe(false, "AddressRefused", why + "; it is not called", null))
                    .orElse(null);
        } catch (UnknownHostException e) {
            return new Probe(false, "Unreachable", "host " + url.getHost() + " is unknown to DNS", null);
        }
    }

    private CompletableFuture<Probe> attempt(URI url, Upstream upstream, List<String> keys, int index) {
        String key = index < keys.size() ? keys.get(index) : null;
        HttpRequest request;
        try {
            request = request(url, upstream, key);
        } catch (IllegalArgumentException e) {
            // The exception's own message would show the credential.
            return CompletableFuture.completedFuture(new Probe(
                    false,
                    "Unauthorized",
                    "credential " + (index + 1) + " has characters that no HTTP header carries",
                    null));
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new LimitedBody(BODY_BYTES));
        CompletableFuture.delayedExecutor(WHOLE.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(() -> answer.cancel(true));
        return answer.thenCompose(response -> refusesKey(response) && index + 1 < keys.size()
                ? attempt(url, upstream, keys, index + 1)
                : CompletableFuture.completedFuture(judge(url, response, keys.size())));
    }

    private static HttpRequest request(URI url, Upstream upstream, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(ANSWER).GET();
        ModelList.headers(upstream.format(), upstream.auth(), key).forEach(request::setHeader);
        upstream.headers().forEach(request::setHeader);
        return request.build();
    }

    /** Google answers 400 to a key that it does not know (facts/wire/gemini.md section 5). */
    private static boolean refusesKey(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        return status == 401
                || status == 403
                || (status == 400
                        && new String(response.body(), StandardCharsets.UTF_8).contains("\"" + GOOGLES_REFUSAL + "\""));
    }

    private static Probe judge(URI url, HttpResponse<byte[]> response, int keys) {
        int status = response.statusCode();
        String place = url.getScheme() + "://" + url.getAuthority();
        if (refusesKey(response)) {
            String which =
                    keys == 0 ? "a request without credential" : keys == 1 ? "the credential" : "all credentials";
            return new Probe(false, "Unauthorized", place + " refuses " + which + " (" + status + ")", null);
        }
        if (status == 404 || status == 405) {
            return new Probe(true, "Reachable", place + " answers; it does not list its models", null);
        }
        if (status >= 300 && status < 400) {
            return new Probe(
                    false,
                    "Unreachable",
                    place + " redirects (" + status + "); give the final address in spec.baseUrl",
                    null);
        }
        if (status >= 500) {
            return new Probe(false, "Unreachable", place + " answers with an error of its own (" + status + ")", null);
        }
        // 429 and other client errors: somebody is there and has taken the credential.
        return new Probe(true, "Reachable", place + " answers", models(response));
    }

    private static Integer models(HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            return null;
        }
        try {
            return ModelList.ids(JSON.readTree(response.body())).map(List::size).orElse(null);
        } catch (IOException e) {
            return null; // Not a list of models, or one too long to be read as a whole: nothing is known of their
            // number.
        }
    }

    private static Probe unreachable(URI url, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String place = url.getScheme() + "://" + url.getAuthority();
        String why =
                switch (cause.getClass().getSimpleName()) {
                    case "ConnectException" -> " refuses connections or is not there";
                    case "HttpConnectTimeoutException" -> " takes no connection within " + CONNECT.toSeconds() + " s";
                    case "HttpTimeoutException", "CancellationException" -> " does not answer in time";
                    case "SSLHandshakeException" -> " has a certificate or TLS version that is not trusted";
                    default -> " breaks the connection (" + cause.getClass().getSimpleName() + ")";
                };
        return new Probe(false, "Unreachable", place + why, null);
    }
}
