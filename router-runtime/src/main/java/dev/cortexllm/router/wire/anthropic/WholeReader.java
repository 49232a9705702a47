package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.AnswerReader;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.chat.UpstreamFailed;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.pass.UsageScan;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Reads a message that comes in one piece (facts/wire/anthropic.md sections 3 and 9). */
final class WholeReader implements AnswerReader {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final AnswerTeller teller;

    /**
     * @param tools what the names of tools mean
     */
    WholeReader(CalledTools tools) {
        this.teller = new AnswerTeller(tools);
    }

    @Override
    public void feed(byte[] piece, AnswerSink sink) {
        read.writeBytes(piece);
    }

    @Override
    public void end(AnswerSink sink) throws MalformedStream {
        byte[] bytes = read.toByteArray();
        try {
            JsonNode message = JsonTrees.read(bytes);
            if ("error".equals(message.path("type").textValue())) {
                throw new UpstreamFailed(AnthropicError.ofAnswer(bytes));
            }
            if (!message.path("content").isArray()) {
                throw new MalformedStream("a message without content");
            }
            tell(message, sink);
        } catch (IOException e) {
            throw new MalformedStream("the answer is not a message");
        }
    }

    private void tell(JsonNode message, AnswerSink sink) throws MalformedStream, IOException {
        sink.start(message.path("id").textValue(), message.path("model").textValue());
        for (JsonNode block : message.path("content")) {
            block(block, sink);
        }
        String explanation = message.path("stop_details").path("explanation").textValue();
        teller.finish(
                sink,
                message.path("stop_reason").textValue(),
                message.path("stop_sequence").textValue(),
                explanation);
        if (message.path("usage").isObject()) {
            UsageScan usage = new UsageScan();
            try (JsonParser parser = message.get("usage").traverse()) {
                parser.nextToken();
                usage.read(parser);
            }
            sink.usage(usage.usage());
        }
        sink.end();
    }

    private void block(JsonNode block, AnswerSink sink) throws MalformedStream {
        switch (block.path("type").asText()) {
            case "text" -> teller.text(sink, block.path("text").textValue());
            case "thinking" -> {
                teller.reasoning(sink, block.path("thinking").textValue());
                teller.signature(sink, block.path("signature").textValue());
            }
            case "redacted_thinking" -> teller.redacted(sink, block.path("data").textValue());
            case "tool_use" -> {
                String id = block.path("id").textValue();
                String name = block.path("name").textValue();
                if (id == null || name == null) {
                    throw new MalformedStream("a call without id or name");
                }
                int call = teller.call(sink, id, name);
                JsonNode input = block.path("input");
                teller.arguments(sink, call, input.isObject() ? JsonTrees.text(input) : "{}");
            }
            default -> {
                // A tool that the provider runs itself, and what it finds; or what a later version of the API may add.
            }
        }
    }
}
