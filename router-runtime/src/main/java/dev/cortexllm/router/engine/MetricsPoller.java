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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every ready engine endpoint for its metrics, once per interval and process, and notes its load at the endpoint. Ollama,
 * which has none, is recognised by that and by its {@code /api/ps}; from then on it is asked for the models in its memory.
 */
public final class MetricsPoller {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsPoller.class);
    private static final String PATH = "/metrics";
    private static final String LOADED = "/api/ps";
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int LARGEST_PAGE = 8 * 1024 * 1024;
    private static final long TIMEOUT_MILLIS = 2_000;

    private final Vertx vertx;
    private final Context context;
    private final LongSupplier clock;
    private final HttpClient client;
    private final EngineMetrics metrics = EngineMetrics.bundled();
    private final Map<EndpointState, Watched> watched = new IdentityHashMap<>();
    private final Set<EndpointState> asked = new HashSet<>();
    private List<UpstreamEntry> engines = List.of();

    /** What is known of an engine from look to look. */
    private static final class Watched {
        private final LoadEstimator estimator;
        private boolean ollama;

        Watched(int concurrency) {
            estimator = new LoadEstimator(concurrency);
        }
    }

    /**
     * An answer.
     *
     * @param status its status
     * @param body its body
     */
    private record Page(int status, Buffer body) {}

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
                    Watched engineThere = watched.computeIfAbsent(endpoint, e -> new Watched(concurrency));
                    ask(endpoint, engineThere).onComplete(done -> asked.remove(endpoint));
                }
            }
        }
        watched.keySet().retainAll(known);
    }

    private Future<Void> ask(EndpointState endpoint, Watched engine) {
        Future<Void> answer;
        try {
            answer = engine.ollama ? models(endpoint, engine) : metrics(endpoint, engine);
        } catch (IllegalStateException stopping) {
            // The process ends: its clients are closed before its timers are.
            answer = Future.failedFuture(stopping);
        }
        return answer.onFailure(failure -> LOG.debug("no metrics of {}: {}", endpoint.name(), failure.toString()));
    }

    private Future<Void> metrics(EndpointState endpoint, Watched engine) {
        long started = endpoint.started();
        int inFlight = endpoint.inFlight();
        long nanos = clock.getAsLong();
        return get(endpoint, PATH).compose(page -> {
            if (page.status() == NOT_FOUND) {
                return models(endpoint, engine);
            }
            return page.status() == OK
                    ? vertx.executeBlocking(() -> metrics.read(page.body().toString()), false)
                            .map(sample -> {
                                long most = inFlight + endpoint.started() - started;
                                LoadEstimator.Own own = new LoadEstimator.Own(started, inFlight, most);
                                sample.ifPresent(one -> endpoint.load(engine.estimator.next(one, own, nanos)));
                                return (Void) null;
                            })
                    : Future.<Void>failedFuture("status " + page.status());
        });
    }

    /** An engine that does not answer is asked from the beginning again: another one may stand there. */
    private Future<Void> models(EndpointState endpoint, Watched engine) {
        return get(endpoint, LOADED)
                .map(page -> page.status() == OK ? LoadedModels.read(page.body()) : Optional.<Set<String>>empty())
                .otherwise(Optional.empty())
                .map(models -> {
                    engine.ollama = models.isPresent();
                    endpoint.loaded(models.orElse(null));
                    return null;
                });
    }

    private Future<Page> get(EndpointState endpoint, String path) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(endpoint.address().host())
                .setPort(endpoint.address().port())
                .setSsl(endpoint.address().tls())
                .setURI(path)
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setIdleTimeout(TIMEOUT_MILLIS);
        return client.request(options).compose(request -> request.send()
                .compose(response -> body(response).map(read -> new Page(response.statusCode(), read)))
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(late -> request.reset()));
    }

    private static Future<Buffer> body(HttpClientResponse response) {
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
        return page.future();
    }
}
