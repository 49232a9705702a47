package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.Edit;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Events of a streamed chat completion. What OpenAI might have sent goes on as it is; the rest is mended. The usage is told
 * as the client wants it, wherever the provider tells it (facts/wire/golden.md G29).
 */
public final class OpenAiEvents implements EventScan {
    private static final byte[] NOTHING = {};
    private static final byte[] DONE = ascii("[DONE]");
    private static final byte[] CLOSING = ascii("data: [DONE]\n\n");

    private final UsageShown shown;
    private final Mending mending;
    private final ChunkScan chunk;
    private final StreamState state = new StreamState();
    private boolean content;
    private boolean finished;
    private boolean done;
    private boolean usageTold;
    private byte[] usageChunk;
    private byte[] instead;
    private byte[] data;
    private Usage usage;

    /**
     * @param shown when the client is shown the usage
     * @param mending makes odd chunks what OpenAI would have sent
     */
    public OpenAiEvents(UsageShown shown, Mending mending) {
        this.shown = shown;
        this.mending = mending;
        this.chunk = new ChunkScan(false, mending.renamesCalls());
    }

    @Override
    public void scan(EventData event) throws MalformedStream {
        instead = null;
        data = null;
        if (event.startsWith(DONE)) {
            done = true;
            return;
        }
        if (event.from() == event.to()) {
            // Clients take every data line for JSON.
            instead = NOTHING;
            return;
        }
        try {
            chunk.scan(event.bytes(), event.from(), event.to());
        } catch (IOException e) {
            throw new MalformedStream("an event is not a chunk");
        }
        if (chunk.error() || "error".equals(event.name())) {
            throw new UpstreamFailed(mending.error(event.bytes(), event.from(), event.to()));
        }
        usage = chunk.usage() == null ? usage : chunk.usage();
        if (chunk.usageOnly() && shown != UsageShown.ALWAYS) {
            usageOnly(event);
        } else {
            said(event);
        }
    }

    /** Goes on at once behind the finish, as OpenAI sends it; otherwise its turn comes at the end. Never twice. */
    private void usageOnly(EventData event) throws MalformedStream {
        if (shown == UsageShown.NEVER || usageTold) {
            instead = NOTHING;
            return;
        }
        boolean odd = !chunk.listed() || chunk.usageOdd();
        usageTold = finished;
        if (!finished) {
            instead = NOTHING;
            usageChunk = mending.usageChunk(event.bytes(), event.from(), event.to());
        } else if (odd) {
            data = mending.usageChunk(event.bytes(), event.from(), event.to());
        }
    }

    private void said(EventData event) throws MalformedStream {
        boolean told = chunk.usage() != null && shown != UsageShown.ALWAYS;
        if (told && shown == UsageShown.AT_END) {
            usageChunk = mending.usageChunk(event.bytes(), event.from(), event.to());
        }
        boolean mended = chunk.odd(state) || told || shown == UsageShown.ALWAYS && chunk.usageOdd();
        if (mended) {
            data = mending.chunk(event.bytes(), event.from(), event.to(), state, shown);
        } else if (chunk.withoutNullUsage() != null && shown == UsageShown.NEVER) {
            data = without(event, chunk.withoutNullUsage());
        }
        if (!mended) {
            chunk.tell(state);
        }
        content |= chunk.content();
        finished |= chunk.finish();
    }

    private static byte[] without(EventData event, Edit cut) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.to() - event.from());
        out.write(event.bytes(), event.from(), cut.from() - event.from());
        out.write(event.bytes(), cut.to(), event.to() - cut.to());
        return out.toByteArray();
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
        return instead;
    }

    @Override
    public byte[] data() {
        return data;
    }

    @Override
    public byte[] owed() {
        if (usageTold || usageChunk == null) {
            return NOTHING;
        }
        usageTold = true;
        ByteArrayOutputStream event = new ByteArrayOutputStream(usageChunk.length + 8);
        event.writeBytes(ascii("data: "));
        event.writeBytes(usageChunk);
        event.writeBytes(ascii("\n\n"));
        return event.toByteArray();
    }

    @Override
    public byte[] closing() {
        return CLOSING.clone();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
