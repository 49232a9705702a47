package dev.cortexllm.router.pipeline;

import static dev.cortexllm.router.pipeline.FakeUpstream.content;
import static dev.cortexllm.router.pipeline.FakeUpstream.done;
import static dev.cortexllm.router.pipeline.FakeUpstream.finish;
import static dev.cortexllm.router.pipeline.FakeUpstream.role;
import static dev.cortexllm.router.pipeline.FakeUpstream.usage;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cortexllm.router.limit.Limits;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is not configured costs nothing: the bytes that the router's event loops allocate for a request, counted by the JVM,
 * are what they were before there were limits, budgets, keys and breakers.
 */
class UnconfiguredCostTest {
    /** Bytes of one request before there was any of it: commit 7f73de2, within 1 % the same on JDK 17 and 25. */
    private static final long BEFORE = 19_200;

    /**
     * The ledger entry that each billed attempt has is about 1,000 bytes of it; the rest is five times what runs on a busy
     * machine differ by.
     */
    private static final long MARGIN = 4_000;

    private static final int WARM_UP = 20_000;
    private static final int MEASURED = 20_000;
    private static final int CLIENTS = 8;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void a_request_under_nothing_allocates_what_it_did_before_there_was_anything() throws Exception {
        long nothing = bytesPerRequest(new Configs());
        long limited = bytesPerRequest(new Configs()
                .gatewayLimits(Limits.requests("all", 100_000_000), Limits.slots("slots", 1_000))
                .policyLimits(Limits.requests("policy", 100_000_000)));
        System.out.println("[cost] bytes allocated per request: " + nothing + " under nothing, " + limited
                + " under three limits; " + BEFORE + " before");

        assertThat(nothing).as("bytes per request under nothing").isLessThan(BEFORE + MARGIN);
    }

    private long bytesPerRequest(Configs configs) throws Exception {
        Vertx others = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try {
            // Keeps nothing of what it sees, unlike the others.
            HttpServer upstream = others.createHttpServer().requestHandler(UnconfiguredCostTest::answer);
            FakeUpstream.await(upstream.listen(0, "127.0.0.1"));
            String url = "http://127.0.0.1:" + upstream.actualPort() + "/v1";
            rush(others, upstream.actualPort(), CLIENTS);
            Set<Long> before = eventLoops();
            try (TestRouter router = new TestRouter(1)) {
                router.serve(configs.provider("a", url));
                rush(others, router.port(), WARM_UP);
                Set<Long> own = eventLoops();
                own.removeAll(before);
                assertThat(own).as("event loops of the router").isNotEmpty();
                long allocated = allocated(own);
                rush(others, router.port(), MEASURED);
                return (allocated(own) - allocated) / MEASURED;
            }
        } finally {
            FakeUpstream.await(others.close());
        }
    }

    private static void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> (body.toString().contains("\"stream\":true")
                        ? FakeUpstream.stream(role(), content("a"), finish(), usage(), done())
                        : FakeUpstream.plain())
                .handle(request));
    }

    private static void rush(Vertx vertx, int port, int requests) throws Exception {
        Map<String, Integer> endings =
                new Rush(vertx, port, 1, requests, CLIENTS, 0).run().get(5, TimeUnit.MINUTES);
        assertThat(endings).containsOnlyKeys("200");
    }

    private static Set<Long> eventLoops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x-eventloop"))
                .map(UnconfiguredCostTest::id)
                .collect(Collectors.toSet());
    }

    private static long id(Thread thread) {
        return thread.getId();
    }

    private long allocated(Set<Long> ids) {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(
                ids.stream().mapToLong(Long::longValue).toArray())) {
            sum += bytes;
        }
        return sum;
    }
}
