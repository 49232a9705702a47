package dev.cortexllm.operator.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkStreamTest {
    @Test
    void onlyTheNewestWaitsForASlowReader() throws Exception {
        LinkStream stream = new LinkStream();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                writing.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
                written.write(b);
            }

            @Override
            public void flush() {
                if (written.size() >= 6) {
                    stream.close();
                }
            }
        };
        stream.config(bytes("c1"));
        CompletableFuture<Void> pump = pump(stream, slow);
        assertThat(writing.await(5, TimeUnit.SECONDS)).isTrue();
        stream.config(bytes("c2"));
        stream.endpoints(bytes("e1"));
        stream.endpoints(bytes("e2"));
        stream.config(bytes("c3"));
        go.countDown();
        pump.get(5, TimeUnit.SECONDS);
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("c1c3e2");
    }

    @Test
    void aReaderThatTakesNothingIsCutOff() throws Exception {
        LinkStream stream = new LinkStream();
        CountDownLatch writing = new CountDownLatch(1);
        OutputStream dead = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                writing.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new InterruptedIOException("closed by interrupt, as a socket channel would be");
                }
            }
        };
        stream.beat(bytes("b"));
        CompletableFuture<Void> pump = pump(stream, dead);
        assertThat(writing.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.closeIfStuck(System.nanoTime())).isFalse();
        assertThat(stream.closeIfStuck(System.nanoTime() + LinkStream.STUCK.toNanos() + 1))
                .isTrue();
        assertThat(pump.handle((done, failure) -> failure != null).get(5, TimeUnit.SECONDS))
                .isTrue();
    }

    private static CompletableFuture<Void> pump(LinkStream stream, OutputStream out) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        stream.pump(out);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "pump").start());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
