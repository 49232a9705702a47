package dev.cortexllm.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.load.LoadProgress;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.status.Downloading;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadBoardTest {
    private static final ResourceID TINY = new ResourceID("tiny", "models");
    /** All of 127/8 is this machine: loaders are asked on one port. */
    private static final String LOADER = "127.91.17.3";

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger woken = new AtomicInteger();
    private volatile String answer = "";
    private HttpServer loader;

    private final DownloadBoard board = new DownloadBoard(
            ForkJoinPool.commonPool(), id -> woken.incrementAndGet(), new TestClock("2026-03-01T10:00:00Z"));

    @BeforeEach
    void start() throws IOException {
        loader = HttpServer.create(new InetSocketAddress(LOADER, LoadProgress.PORT), 0);
        loader.createContext(LoadProgress.PATH, exchange -> {
            try (exchange) {
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
            asked.incrementAndGet();
        });
        loader.start();
    }

    @AfterEach
    void stop() {
        loader.stop(0);
    }

    @Test
    void onlyStepsAreTold() {
        assertThat(board.of(TINY, LOADER)).isEmpty();
        says(0, 0);
        assertThat(woken).hasValue(1);
        says(3, 100);
        assertThat(woken).hasValue(2);
        says(4, 100);
        assertThat(woken).hasValue(2);
        assertThat(board.of(TINY, LOADER).orElseThrow().progress().bytes()).isEqualTo(3);
        says(40, 100);
        assertThat(woken).hasValue(3);
        Downloading shown = board.of(TINY, LOADER).orElseThrow();
        assertThat(shown.progress().percent()).isEqualTo(40);
        // 60 bytes at 1 byte per second, and the minute that has begun.
        assertThat(shown.doneBy()).contains(Instant.parse("2026-03-01T10:02:00Z"));
    }

    @Test
    void anotherPodStartsAnew() {
        board.of(TINY, LOADER);
        says(40, 100);
        assertThat(board.of(TINY, "127.91.17.4")).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsNotTold() {
        board.of(TINY, LOADER);
        answer = "{\"bytes\":-1}";
        ask();
        answer = "x".repeat(10_000);
        ask();
        assertThat(woken).hasValue(0);
        assertThat(board.of(TINY, LOADER)).isEqualTo(Optional.empty());
    }

    @Test
    void aForgottenLoaderIsNotAsked() {
        board.of(TINY, LOADER);
        board.forget(TINY);
        ask();
        assertThat(asked).hasValue(0);
    }

    private void says(long bytes, long total) {
        answer = new LoadProgress("downloading", bytes, total, 1).text();
        ask();
    }

    private void ask() {
        board.ask().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
