package dev.cortexllm.bench.upstream;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends the tokens of all streams of one event loop. Streams are spread over twenty slots of a millisecond, so that their tokens do
 * not all come at once; each has its turn every 20 ms, which is 50 tokens per second.
 */
final class Ticker {
    private static final int SLOTS = 20;

    private final List<List<TokenStream>> slots = new ArrayList<>();
    private int next;
    private int turn;

    Ticker(EventLoop loop) {
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>());
        }
        loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.MILLISECONDS);
    }

    /** Sends tokens to a stream from now on, until it says that it is over. */
    void add(TokenStream stream) {
        slots.get(next).add(stream);
        next = (next + 1) % SLOTS;
    }

    private void tick() {
        List<TokenStream> due = slots.get(turn);
        turn = (turn + 1) % SLOTS;
        if (!due.isEmpty()) {
            long now = System.nanoTime();
            due.removeIf(stream -> !stream.send(now));
        }
    }
}
