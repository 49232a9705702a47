package dev.cortexllm.router.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A resolver that answers only when the test lets it. */
class HostLookupsTest {
    private static final int NAMES = 100;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Semaphore answers = new Semaphore(0);
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger busiest = new AtomicInteger();
    private final AtomicBoolean needless = new AtomicBoolean();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final HostLookups lookups = new HostLookups(vertx, context, this::resolve, needless::get);

    private List<String> resolve(String host) throws UnknownHostException {
        asked.add(host);
        busiest.accumulateAndGet(busy.incrementAndGet(), Math::max);
        answers.acquireUninterruptibly();
        busy.decrementAndGet();
        if (host.endsWith("9")) {
            throw new UnknownHostException(host);
        }
        return List.of("10.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        lookups.close();
        answers.release(10 * NAMES);
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void ask(String prefix) {
        Map<String, Consumer<List<String>>> wanted = new LinkedHashMap<>();
        IntStream.range(0, NAMES)
                .mapToObj(i -> prefix + i)
                .forEach(name -> wanted.put(name, addresses -> told.add(name + "=" + addresses)));
        lookups.ask(wanted);
    }

    @Test
    void namesThatNobodyAnswersLeaveTheOtherBlockingWorkAlone() throws Exception {
        ask("silent-");
        await().until(() -> busy.get() == HostLookups.AT_ONCE);
        String other = context.executeBlocking(() -> "done", false)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        assertThat(other).isEqualTo("done");
        assertThat(asked).hasSize(HostLookups.AT_ONCE);
    }

    @Test
    void allAreAskedAndThoseThatAreFoundAreTold() {
        answers.release(NAMES);
        ask("name-");
        await().until(() -> told.size() == NAMES - NAMES / 10);
        assertThat(asked).hasSize(NAMES).doesNotHaveDuplicates();
        assertThat(told).contains("name-0=[10.0.0.1]").doesNotContain("name-9=[10.0.0.1]");
        assertThat(busiest).hasValueLessThanOrEqualTo(HostLookups.AT_ONCE);
    }

    @Test
    void aNewQuestionReplacesThoseThatWait() {
        ask("old-");
        await().until(() -> busy.get() == HostLookups.AT_ONCE);
        ask("new-");
        answers.release(2 * NAMES);
        await().until(() ->
                told.stream().filter(line -> line.startsWith("new-")).count() == NAMES - NAMES / 10);
        assertThat(asked.stream().filter(name -> name.startsWith("old-"))).hasSize(HostLookups.AT_ONCE);
    }

    @Test
    void nobodyWantsTheRest() {
        ask("late-");
        await().until(() -> busy.get() == HostLookups.AT_ONCE);
        needless.set(true);
        answers.release(NAMES);
        await().until(() -> told.size() == HostLookups.AT_ONCE);
        assertThat(asked).hasSize(HostLookups.AT_ONCE);
    }
}
