package dev.cortexllm.router.upstream;

import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.UpstreamEntry;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP clients of one event loop. Pools are keyed by address, so they outlive every configuration, and what is no
 * longer called closes by itself. Engines and providers have a client each because of their keep-alive: vLLM's server
 * drops idle connections after five seconds, providers keep them for a minute or more.
 */
public final class UpstreamClients {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamClients.class);
    /**
     * Connections per address and event loop. How many requests an upstream gets is the chooser's business; a pool that
     * queues would hide the wait from it.
     */
    private static final int CONNECTIONS = 16_384;

    private static final int QUEUED = 64;
    private static final int ENGINE_KEEP_ALIVE_SECONDS = 4;
    private static final int PROVIDER_KEEP_ALIVE_SECONDS = 50;
    private static final int PROVIDER_LIFETIME_SECONDS = 300;
    private static final int TCP_CONNECT_MILLIS = 10_000;
    private static final int LONGEST_HEADERS = 64 * 1024;
    private static final int LEAST_READ = 64;
    private static final int FIRST_READ = 2 * 1024;
    /**
     * As much as one read of a socket gives at the most: an answer is not cut into more pieces than it came in. What was read stays
     * here while a client does not take it, so of Netty's 64 KiB a thousand streams whose clients stop reading would fill a sidecar.
     */
    private static final int LONGEST_PIECE = 16 * 1024;

    private final LongSupplier clock;
    private final HttpClient engines;
    private final HttpClient providers;
    private final Set<HttpConnection> unused = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param vertx made on, and used from, one event loop
     * @param clock monotonic nanoseconds
     */
    public UpstreamClients(Vertx vertx, LongSupplier clock) {
        this.clock = clock;
        engines = client(vertx, ENGINE_KEEP_ALIVE_SECONDS, 0);
        providers = client(vertx, PROVIDER_KEEP_ALIVE_SECONDS, PROVIDER_LIFETIME_SECONDS);
    }

    private HttpClient client(Vertx vertx, int keepAliveSeconds, int lifetimeSeconds) {
        return vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setKeepAliveTimeout(keepAliveSeconds)
                        .setConnectTimeout(TCP_CONNECT_MILLIS)
                        .setMaxHeaderSize(LONGEST_HEADERS)
                        .setMaxChunkSize(LONGEST_PIECE)
                        .setDecompressionSupported(false))
                .with(new PoolOptions()
                        .setHttp1MaxSize(CONNECTIONS)
                        .setMaxWaitQueueSize(QUEUED)
                        .setMaxLifetime(lifetimeSeconds))
                .withConnectHandler(this::connected)
                .build();
    }

    private void connected(HttpConnection connection) {
        if (connection instanceof HttpClientConnectionInternal made) {
            RoomyHeads.on(made.channelHandlerContext());
            made.channelHandlerContext()
                    .channel()
                    .config()
                    .setRecvByteBufAllocator(new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, LONGEST_PIECE));
        }
        unused.add(connection);
        connection.closeHandler(closed -> unused.remove(connection));
    }

    /**
     * Gets a connection for a request with a JSON body.
     *
     * @param entry how to call the upstream
     * @param endpoint where
     * @param path path and query behind the endpoint's own path, as of an {@code UpstreamCall}
     * @return the request, nothing of it sent yet
     */
    public Future<HttpClientRequest> request(UpstreamEntry entry, EndpointState endpoint, String path) {
        return raw(HttpMethod.POST, entry, endpoint, path);
    }

    /**
     * Gets a connection for any request.
     *
     * @param method HTTP method
     * @param entry how to call the upstream
     * @param endpoint where
     * @param path path and query behind the endpoint's own path, as of an {@code UpstreamCall}
     * @return the request, nothing of it sent yet
     */
    public Future<HttpClientRequest> raw(HttpMethod method, UpstreamEntry entry, EndpointState endpoint, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(endpoint.address().host())
                .setPort(endpoint.address().port())
                .setSsl(endpoint.address().tls())
                .setURI(endpoint.address().uri(path))
                .setFollowRedirects(false)
                .setConnectTimeout(entry.timeouts().connect());
        HttpClient client = entry.config().local() ? engines : providers;
        Future<HttpClientRequest> request = client.request(options);
        if (request.succeeded()) {
            // A kept connection is there at once.
            return request;
        }
        return request.recover(cause -> neverTried(cause) ? anew(client, options, entry) : Future.failedFuture(cause))
                .onFailure(cause -> unreachable(entry, endpoint, cause));
    }

    /**
     * Whether the connection was closed on our own side before anybody was called. Netty's epoll knows sockets by their
     * number. Of the events of one round, those of a socket that an earlier event closed go to the one that has its number
     * now, and end it when it is not connected yet.
     */
    private static boolean neverTried(Throwable cause) {
        return cause instanceof ClosedChannelException;
    }

    /** Once only: this comes after the round's events, so no stale one can hit the new socket. */
    private static Future<HttpClientRequest> anew(HttpClient client, RequestOptions options, UpstreamEntry entry) {
        LOG.debug(
                "a connection to {} was closed before it was made; one more is tried",
                entry.config().id());
        return client.request(options);
    }

    /** The client is not told why; whoever runs the router must be. */
    private void unreachable(UpstreamEntry entry, EndpointState endpoint, Throwable cause) {
        LOG.debug("{} at {}: {}", entry.config().id(), endpoint.name(), cause.toString());
        if (endpoint.worthTelling(clock.getAsLong())) {
            LOG.warn(
                    "{} could not be reached at {}:{}: {}",
                    entry.config().id(),
                    endpoint.address().host(),
                    endpoint.address().port(),
                    cause.toString());
        }
    }

    /**
     * Whether a request goes over a connection that has carried another one before. Such a connection may have been closed
     * by the other side while the request was on its way. To be asked once per request, before it is sent.
     *
     * @param request a request
     * @return true for a used connection
     */
    public boolean reused(HttpClientRequest request) {
        return !unused.remove(request.connection());
    }
}
