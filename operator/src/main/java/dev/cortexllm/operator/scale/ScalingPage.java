package dev.cortexllm.operator.scale;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.cortexllm.config.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * {@code /scaling/<namespace>/<name>}: the load of a model deployment as JSON, for KEDA's {@code metrics-api} trigger and for
 * people. Only the replica that leads knows it, and only that one is behind the operator's Service. 503 while nobody knows:
 * KEDA then leaves the number of replicas alone.
 */
public final class ScalingPage implements HttpHandler {
    /** Where it is served. */
    public static final String PATH = "/scaling/";
    /** For how long a request counts that was answered elsewhere meanwhile: KEDA looks less often than that takes. */
    static final Duration REMEMBERED = Duration.ofSeconds(30);

    private final LoadBook book;
    private final ToDoubleFunction<String> least;
    private final BooleanSupplier leads;
    private final Clock clock;

    /**
     * @param book the loads
     * @param least requests that are told of a deployment, by its id, at the least, see {@link ScalerLoop#least}
     * @param leads whether this replica leads
     * @param clock for what is long ago
     */
    public ScalingPage(LoadBook book, ToDoubleFunction<String> least, BooleanSupplier leads, Clock clock) {
        this.book = book;
        this.least = least;
        this.leads = leads;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] parts = exchange.getRequestURI().getPath().split("/", -1);
            if (parts.length != 4 || parts[2].isEmpty() || parts[3].isEmpty()) {
                answer(exchange, 404, Map.of("error", "ask for " + PATH + "<namespace>/<name>"));
            } else if (leads.getAsBoolean()) {
                tell(exchange, LoadBook.id(parts[2], parts[3]));
            } else {
                answer(exchange, 503, Map.of("error", "this replica does not lead; ask again"));
            }
        }
    }

    private void tell(HttpExchange exchange, String id) throws IOException {
        Optional<Load> load = book.load(id);
        if (load.isEmpty()) {
            answer(exchange, 503, Map.of("error", "no router tells the load of " + id));
        } else {
            answer(exchange, 200, numbers(load.get(), book.asked(id), least.applyAsDouble(id), clock.instant()));
        }
    }

    /**
     * What is told.
     *
     * @return {@code value} is what to scale by: the load, but no less than {@code least}, and at least 1 while somebody has asked
     *     lately
     */
    static Map<String, Object> numbers(Load load, Optional<Instant> asked, double least, Instant now) {
        boolean lately = asked.filter(at -> at.plus(REMEMBERED).isAfter(now)).isPresent();
        Map<String, Object> numbers = new TreeMap<>();
        numbers.put("value", Math.max(load.requests(), Math.max(least, lately ? 1 : 0)));
        numbers.put("load", load.requests());
        numbers.put("inFlight", load.inFlight());
        numbers.put("waiting", load.waiting());
        numbers.put("pods", load.pods());
        asked.ifPresent(at -> numbers.put("lastAsked", at.toString()));
        return numbers;
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> json) throws IOException {
        byte[] body = (CanonicalJson.text(json) + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
