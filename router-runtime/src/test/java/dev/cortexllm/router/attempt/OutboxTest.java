package dev.cortexllm.router.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes wait for the end of a turn, keep their order, and do not take each other along. */
class OutboxTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Outbox outbox = new Outbox(loop);
    private final List<String> written = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void a_write_waits_until_the_turn_is_over_and_the_order_is_kept() throws Exception {
        List<String> result = turn(end -> {
            outbox.add(() -> written.add("first"));
            outbox.add(() -> written.add("second"));
            written.add("read");
            loop.runOnContext(next -> end.complete(written));
        });

        assertThat(result).containsExactly("read", "first", "second");
    }

    @Test
    void one_that_fails_loses_none_of_the_others() throws Exception {
        List<String> result = turn(end -> {
            outbox.add(() -> {
                throw new IllegalStateException("a defect");
            });
            outbox.add(() -> {
                throw new AssertionError("another one");
            });
            outbox.add(() -> written.add("third"));
            loop.runOnContext(next -> end.complete(written));
        });

        assertThat(result).containsExactly("third");
    }

    @Test
    void what_a_write_asks_for_is_written_in_a_turn_of_its_own() throws Exception {
        List<String> result = turn(end -> {
            outbox.add(() -> outbox.add(() -> {
                written.add("of a write");
                loop.runOnContext(next -> end.complete(written));
            }));
            outbox.add(() -> written.add("second"));
        });

        assertThat(result).containsExactly("second", "of a write");
    }

    @Test
    void of_a_great_many_most_are_written_before_the_turn_is_over_and_the_order_is_kept() throws Exception {
        List<Integer> before = new ArrayList<>();
        List<String> result = turn(end -> {
            for (int i = 0; i < 1_000; i++) {
                String name = "write " + i;
                outbox.add(() -> written.add(name));
            }
            before.add(written.size());
            loop.runOnContext(next -> end.complete(written));
        });

        assertThat(before.get(0)).isBetween(700, 999);
        assertThat(result)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> "write " + i).toList());
    }

    @Test
    void what_a_great_many_writes_ask_for_is_written_too() throws Exception {
        List<String> result = turn(end -> {
            for (int i = 0; i < 600; i++) {
                outbox.add(() -> {
                    written.add("first");
                    outbox.add(() -> written.add("then"));
                });
            }
            loop.runOnContext(next -> loop.runOnContext(last -> end.complete(written)));
        });

        assertThat(result).hasSize(1_200).startsWith("first");
    }

    private List<String> turn(Consumer<CompletableFuture<List<String>>> does) throws Exception {
        CompletableFuture<List<String>> end = new CompletableFuture<>();
        loop.runOnContext(now -> does.accept(end));
        return end.get(10, TimeUnit.SECONDS);
    }
}
