package dev.cortexllm.router.store;

import dev.cortexllm.sandbox.redis.RedisServerProcess;
import java.io.IOException;

/** The sandbox's Redis without a memory that would outlast it, as most tests here want it. */
public final class RedisProcess implements AutoCloseable {
    private final RedisServerProcess server;

    public RedisProcess(String... options) throws IOException {
        server = RedisServerProcess.forgetful(options);
    }

    /** Starts it, on the same port at every call; returns when it takes connections. */
    public void start() throws IOException {
        server.start();
    }

    public String url() {
        return server.url();
    }

    /** SIGKILL. */
    public void kill() throws InterruptedException {
        server.kill();
    }

    /** SIGSTOP: it takes connections and says nothing. */
    public void pause() throws IOException {
        server.pause();
    }

    /** SIGCONT. */
    public void resume() throws IOException {
        server.resume();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
    }
}
