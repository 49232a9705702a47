package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Events of a streamed chat completion. Keeps a usage chunk from the client that only the router had asked for. */
public final class OpenAiEvents implements EventScan {
    private static final byte[] NOTHING = {};
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final boolean hideUsage;
    private final ChunkScan chunk = new ChunkScan();
    private boolean content;
    private boolean finished;
    private boolean done;
    private boolean hidden;
    private Usage usage;

    /**
     * @param hideUsage whether a chunk that only tells the usage is kept from the client
     */
    public OpenAiEvents(boolean hideUsage) {
        this.hideUsage = hideUsage;
    }

    @Override
    public void scan(EventData event) throws MalformedStream {
        hidden = false;
        if (event.startsWith(DONE)) {
            done = true;
            return;
        }
        if (event.from() == event.to()) {
            return;
        }
        try {
            chunk.scan(event.bytes(), event.from(), event.to());
        } catch (IOException e) {
            throw new MalformedStream("an event is not a chunk");
        }
        if (chunk.error()) {
            throw new MalformedStream("the upstream reported an error");
        }
        content |= chunk.content();
        finished |= chunk.finish();
        usage = chunk.usage() == null ? usage : chunk.usage();
        hidden = hideUsage && chunk.usageOnly();
    }

    @Override
    public boolean committing() {
        return content || finished;
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public boolean last() {
        return done;
    }

    @Override
    public Usage usage() {
        return usage;
    }

    @Override
    public byte[] instead() {
        return hidden ? NOTHING : null;
    }
}
