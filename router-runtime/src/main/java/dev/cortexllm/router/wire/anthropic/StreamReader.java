package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.EventData;
import dev.cortexllm.router.wire.sse.EventReader;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads a streamed message (facts/wire/anthropic.md sections 4 and 9). Blocks are known by their index, and events and
 * blocks of kinds that are not known are passed over. Without {@code message_stop} there is no end.
 */
final class StreamReader implements AnswerReader, EventReader.Handler {
    private static final String NO_INPUT = "{}";
    /** More blocks than this are not open in any message: whoever begins them never ends. */
    private static final int MOST_BLOCKS = 10_000;

    private final EventReader events = new EventReader();
    private final EventFields fields = new EventFields();
    private final Map<Integer, Block> blocks = new HashMap<>();
    private final AnswerTeller teller;
    private AnswerSink sink;
    private boolean started;
    private boolean stopped;
    private String stopReason;
    private String stopSequence;
    private String explanation;

    /** A block that is open. */
    private static final class Block {
        private final String type;
        private int call;
        /** What a call's input is when no delta tells another. */
        private String input = NO_INPUT;

        private boolean told;

        Block(String type) {
            this.type = type;
        }
    }

    /**
     * @param tools what the names of tools mean
     */
    StreamReader(CalledTools tools) {
        this.teller = new AnswerTeller(tools);
    }

    @Override
    public void feed(byte[] piece, AnswerSink to) throws MalformedStream {
        sink = to;
        events.feed(piece, this);
    }

    @Override
    public void end(AnswerSink to) throws MalformedStream {
        sink = to;
        events.end(this);
    }

    @Override
    public void comment() {
        if (!stopped) {
            sink.keepAlive();
        }
    }

    @Override
    public void event(EventData event) throws MalformedStream {
        if (stopped) {
            return;
        }
        try {
            fields.read(event);
            switch (fields.type()) {
                case "ping" -> sink.keepAlive();
                case "error" -> throw new UpstreamFailed(AnthropicError.ofEvent(event));
                case "message_start" -> start();
                case "content_block_start" -> begin(event);
                case "content_block_delta" -> delta();
                case "content_block_stop" -> end();
                case "message_delta" -> messageDelta();
                case "message_stop" -> stop();
                default -> {
                    // What a later version of the API may add.
                }
            }
        } catch (IOException e) {
            throw new MalformedStream("an event is not one of a message");
        }
    }

    private void start() throws MalformedStream {
        if (started) {
            throw new MalformedStream("a message begins within another");
        }
        started = true;
        sink.start(fields.messageId(), fields.model());
        usage();
    }

    private void usage() {
        if (fields.usage() != null) {
            sink.usage(fields.usage());
        }
    }

    private void begin(EventData event) throws MalformedStream, IOException {
        demandStart();
        EventFields.Block begun = fields.block();
        if (begun == null || begun.type() == null || blocks.size() >= MOST_BLOCKS) {
            throw new MalformedStream("a block without a type, or too many of them");
        }
        Block block = new Block(begun.type());
        blocks.put(fields.index(), block);
        switch (begun.type()) {
            case "text" -> teller.text(sink, begun.text());
            case "thinking" -> {
                teller.reasoning(sink, begun.text());
                teller.signature(sink, begun.signature());
            }
            case "redacted_thinking" -> teller.redacted(sink, begun.data());
            case "tool_use" -> {
                if (begun.id() == null || begun.name() == null) {
                    throw new MalformedStream("a call without id or name");
                }
                block.call = teller.call(sink, begun.id(), begun.name());
                block.input = begun.hasInput() ? input(event) : NO_INPUT;
            }
            default -> {
                // A tool that the provider runs itself, and what it finds.
            }
        }
    }

    /** The input that stands in a block already; servers other than Anthropic's may tell it there. */
    private static String input(EventData event) throws IOException {
        return JsonTrees.text(JsonTrees.read(event.bytes(), event.from(), event.to())
                .path("content_block")
                .path("input"));
    }

    private void delta() throws MalformedStream {
        demandStart();
        Block block = blocks.get(fields.index());
        if (block == null) {
            throw new MalformedStream("something is added to a block that has not begun");
        }
        EventFields.Delta delta = fields.delta();
        if (delta == null
                || delta.type() == null
                || delta.text() == null
                || delta.text().isEmpty()) {
            return;
        }
        switch (block.type + "/" + delta.type()) {
            case "text/text_delta" -> teller.text(sink, delta.text());
            case "thinking/thinking_delta" -> teller.reasoning(sink, delta.text());
            case "thinking/signature_delta" -> teller.signature(sink, delta.text());
            case "tool_use/input_json_delta" -> {
                block.told = true;
                teller.arguments(sink, block.call, delta.text());
            }
            default -> {
                // Citations, input of the provider's own tools, and what a later version of the API may add.
            }
        }
    }

    private void end() throws MalformedStream {
        demandStart();
        Block block = blocks.remove(fields.index());
        if (block != null && block.type.equals("tool_use") && !block.told) {
            teller.arguments(sink, block.call, block.input);
        }
    }

    private void messageDelta() throws MalformedStream {
        demandStart();
        EventFields.Delta delta = fields.delta();
        if (delta != null) {
            stopReason = delta.stopReason() == null ? stopReason : delta.stopReason();
            stopSequence = delta.stopSequence() == null ? stopSequence : delta.stopSequence();
            explanation = delta.explanation() == null ? explanation : delta.explanation();
        }
        usage();
    }

    private void stop() throws MalformedStream {
        demandStart();
        stopped = true;
        teller.finish(sink, stopReason, stopSequence, explanation);
        sink.end();
    }

    private void demandStart() throws MalformedStream {
        if (!started) {
            throw new MalformedStream("a message that has not begun goes on");
        }
    }
}
