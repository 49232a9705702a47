package dev.cortexllm.router.engine;

import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.UpstreamEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every ready engine endpoint for its metrics, once per interval and process, and notes its load at the endpoint. */
public final class MetricsPoller {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsPoller.class);
    private static final String PATH = "/metrics";
    private static final int LARGEST_PAGE = 8 * 1024 * 1024;
    private static final long TIMEOUT_MILLIS = 2_000;

    private final Vertx vertx;
    private final Context context;
    private final LongSupplier clock;
    private final HttpClient client;
    private final Map<EndpointState, LoadEstimator> estimators = new IdentityHashMap<>();
    private final Set<EndpointState> asked = new HashSet<>();
    private List<UpstreamEntry> engines = List.of();

    /**
     * @param vertx runs it, on one event loop
     * @param interval time between two looks
     * @param clock monotonic nanoseconds
     */
    public MetricsPoller(Vertx vertx, Duration interval, LongSupplier clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
        this.client = vertx.httpClientBuilder()
                .with(new HttpClientOptions()
                        .setConnectTimeout((int) TIMEOUT_MILLIS)
                        .setKeepAliveTimeout(4))
                .with(new PoolOptions().setHttp1MaxSize(1))
                .build();
        context.runOnContext(nothing -> vertx.setPeriodic(interval.toMillis(), id -> look()));
    }

    /**
     * Looks after these engines from now on.
     *
     * @param upstreams upstreams of a configuration; those without an engine are passed over
     */
    public void watch(List<UpstreamEntry> upstreams) {
        List<UpstreamEntry> next = upstreams.stream()
                .filter(entry -> entry.config().engine() != null)
                .toList();
        context.runOnContext(nothing -> {
            engines = next;
            look();
        });
    }

    private void look() {
        Set<EndpointState> known = new HashSet<>();
        for (UpstreamEntry engine : engines) {
            for (EndpointState endpoint : engine.state().endpoints()) {
                known.add(endpoint);
                if (endpoint.ready() && asked.add(endpoint)) {
                    int concurrency = engine.config().engine().concurrency();
                    LoadEstimator estimator = estimators.computeIfAbsent(endpoint, e -> new LoadEstimator(concurrency));
                    ask(endpoint, estimator).onComplete(done -> asked.remove(endpoint));
                }
            }
        }
        estimators.keySet().retainAll(known);
    }

    private Future<Void> ask(EndpointState endpoint, LoadEstimator estimator) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(endpoint.address().host())
                .setPort(endpoint.address().port())
                .setSsl(endpoint.address().tls())
                .setURI(PATH)
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setIdleTimeout(TIMEOUT_MILLIS);
        long startedBefore = endpoint.started();
        long nanos = clock.getAsLong();
        return client.request(options)
                .compose(request -> request.send()
                        .compose(this::page)
                        .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                        .onFailure(late -> request.reset()))
                .compose(page -> vertx.executeBlocking(() -> VllmMetrics.read(page.toString()), false))
                .map(sample -> {
                    sample.ifPresent(one -> endpoint.load(estimator.next(one, startedBefore, nanos)));
                    return (Void) null;
                })
                .onFailure(failure -> LOG.debug("no metrics of {}: {}", endpoint.name(), failure.toString()));
    }

    private Future<Buffer> page(HttpClientResponse response) {
        Promise<Buffer> page = Promise.promise();
        Buffer read = Buffer.buffer();
        response.exceptionHandler(page::tryFail)
                .endHandler(end -> page.tryComplete(read))
                .handler(piece -> {
                    if (read.length() + piece.length() > LARGEST_PAGE) {
                        page.tryFail("a metrics page of more than " + LARGEST_PAGE + " bytes");
                    } else {
                        read.appendBuffer(piece);
                    }
                });
        return response.statusCode() == 200
                ? page.future()
                : page.future().compose(text -> Future.failedFuture("status " + response.statusCode()));
    }
}
