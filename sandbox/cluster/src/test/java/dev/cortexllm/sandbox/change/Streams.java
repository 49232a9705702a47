package dev.cortexllm.sandbox.change;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import dev.cortexllm.sandbox.demo.load.ChatClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that read one stream after the other, so that always as many are open as there are clients. */
final class Streams implements AutoCloseable {
    private final ChatClient client;
    private final int tokens;
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<CompletableFuture<Void>> clients = new ArrayList<>();
    private volatile boolean last;

    /**
     * @param gateway URL of the gateway
     * @param model what is asked for
     * @param tokens length of each answer
     */
    Streams(String gateway, String model, int tokens) {
        this.client = new ChatClient(gateway, model);
        this.tokens = tokens;
    }

    Streams open(int count) {
        for (int i = 0; i < count; i++) {
            clients.add(next());
        }
        return this;
    }

    private CompletableFuture<Void> next() {
        if (last) {
            return CompletableFuture.completedFuture(null);
        }
        Chat chat = Chat.streamed("count, " + number.incrementAndGet(), tokens);
        return client.send(chat).thenCompose(answer -> {
            answers.add(answer);
            return next();
        });
    }

    /** Answers that are over so far. */
    int over() {
        return answers.size();
    }

    /** Lets every client finish its stream; then what they all got. */
    List<Answer> finish() {
        last = true;
        clients.forEach(CompletableFuture::join);
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        last = true;
        client.close();
    }
}
