package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.pass.EventScan;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;

/**
 * Events of a streamed message that passes by. Only {@code message_stop} ends it: a stream that breaks off behind its last
 * {@code message_delta} would leave the client's own reader waiting (facts/wire/anthropic.md section 9).
 */
final class AnthropicEvents implements EventScan {
    private final EventFields fields = new EventFields();
    private boolean content;
    private boolean stopped;

    @Override
    public void scan(EventData event) throws MalformedStream {
        try {
            fields.read(event);
        } catch (IOException e) {
            throw new MalformedStream("an event is not one of a message");
        }
        switch (fields.type()) {
            case "error" -> throw new UpstreamFailed(AnthropicError.ofEvent(event));
            case "content_block_start" -> content |= begun(fields.block());
            case "content_block_delta", "message_delta" -> content = true;
            case "message_stop" -> stopped = true;
            default -> {
                // Beginnings, pings and what a later version of the API may add.
            }
        }
    }

    /** Whether a block that begins says something by that alone; text and thoughts begin empty. */
    private static boolean begun(EventFields.Block block) {
        return block != null && !"text".equals(block.type()) && !"thinking".equals(block.type());
    }

    @Override
    public boolean committing() {
        return content || stopped;
    }

    @Override
    public boolean finished() {
        return stopped;
    }

    @Override
    public boolean last() {
        return stopped;
    }

    @Override
    public Usage usage() {
        return fields.usage();
    }

    @Override
    public byte[] instead() {
        return null;
    }
}
