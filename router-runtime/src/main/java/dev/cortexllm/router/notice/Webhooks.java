package dev.cortexllm.router.notice;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to webhooks: three times at the most, never to where a redirect leads, and only to addresses that {@link
 * WebhookGuard} lets through. The connection goes to the very address that was looked at. Logs name the host alone, as paths
 * of webhooks are often secret. One event loop.
 */
final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_SECONDS = 5;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int FIRST_FAILURE = 300;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAILURE = 500;

    private final Vertx vertx;
    private final HttpClient client;
    private final List<Duration> pauses;

    /**
     * @param vertx runs it
     * @param pauses between one try and the next; as many tries follow the first
     */
    Webhooks(Vertx vertx, List<Duration> pauses) {
        this.vertx = vertx;
        this.pauses = pauses;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(ANSWER_SECONDS),
                new PoolOptions().setHttp1MaxSize(2).setMaxWaitQueueSize(16));
    }

    /**
     * Posts.
     *
     * @param url where
     * @param json what
     * @return whether somebody took it; never fails
     */
    Future<Boolean> post(String url, byte[] json) {
        return attempt(URI.create(url), Buffer.buffer(json), 0);
    }

    private Future<Boolean> attempt(URI url, Buffer json, int tries) {
        return once(url, json).transform(done -> {
            int status = done.succeeded() ? done.result() : 0;
            if (done.succeeded() && status < FIRST_FAILURE) {
                return Future.succeededFuture(true);
            }
            boolean hopeless = done.succeeded() && status < SERVER_FAILURE && status != TOO_MANY
                    || done.cause() instanceof WebhookGuard.Refused;
            if (hopeless || tries == pauses.size()) {
                String why =
                        done.succeeded() ? "status " + status : done.cause().toString();
                LOG.warn("webhook at {} was not told: {}", url.getHost(), why);
                return Future.succeededFuture(false);
            }
            return vertx.timer(Math.max(1, pauses.get(tries).toMillis()))
                    .compose(passed -> attempt(url, json, tries + 1));
        });
    }

    private Future<Integer> once(URI url, Buffer json) {
        return vertx.executeBlocking(() -> WebhookGuard.address(url), false)
                .compose(address -> client.request(options(url, address)))
                .compose(request -> request.send(json))
                .map(HttpClientResponse::statusCode)
                .timeout(ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private static RequestOptions options(URI url, InetAddress address) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS : HTTP;
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(tls)
                .setURI(path)
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "cortex-llm");
    }
}
