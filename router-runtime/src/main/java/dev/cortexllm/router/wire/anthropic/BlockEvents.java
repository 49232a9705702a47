package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.json.JsonText;
import java.nio.charset.StandardCharsets;

/**
 * Writes the events of a streamed message (facts/wire/anthropic.md section 4). One block is open at a time. This is the
 * hot path of translated streams: text is appended, nothing is built.
 */
final class BlockEvents {
    private static final byte[] NOTHING = {};

    private final StringBuilder out = new StringBuilder();
    private int block = -1;
    private boolean open;
    /** First half of a character whose other half comes with the next piece of the block; 0: none. */
    private char half;

    /** The bytes written since the last call. */
    byte[] take() {
        if (out.isEmpty()) {
            return NOTHING;
        }
        byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
        out.setLength(0);
        return bytes;
    }

    /** The message begins. The provider has not said yet what it uses, so the counts are zero until the end. */
    void messageStart(String id, String model) {
        out.append("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":");
        string(id);
        out.append(",\"type\":\"message\",\"role\":\"assistant\",\"model\":");
        string(model);
        out.append(",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":");
        usage(null);
        out.append("}}\n\n");
    }

    /**
     * A block begins; the one before it has been closed.
     *
     * @param type its type
     */
    void open(String type) {
        block++;
        open = true;
        out.append("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":")
                .append(block);
        out.append(",\"content_block\":{\"type\":\"").append(type).append('"');
    }

    /** Gives the block that begins a further member. */
    void member(String name, String value) {
        out.append(",\"").append(name).append("\":");
        string(value);
    }

    /** Gives the block of a call that begins its input, which is always empty, and says that the model itself calls. */
    void emptyInput() {
        out.append(",\"input\":{},\"caller\":{\"type\":\"direct\"}");
    }

    /** The block that begins has all of its members. */
    void opened() {
        out.append("}}\n\n");
    }

    /**
     * Something is added to the open block.
     *
     * @param type type of the delta
     * @param member its member
     * @param value the member's value
     */
    void delta(String type, String member, String value) {
        String whole = half == 0 ? value : half + value;
        half = 0;
        int length = whole.length();
        if (length > 0 && Character.isHighSurrogate(whole.charAt(length - 1))) {
            half = whole.charAt(--length);
        }
        if (length == 0) {
            return;
        }
        out.append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":")
                .append(block);
        out.append(",\"delta\":{\"type\":\"")
                .append(type)
                .append("\",\"")
                .append(member)
                .append("\":");
        JsonText.append(out, length == whole.length() ? whole : whole.substring(0, length));
        out.append("}}\n\n");
    }

    /** The open block ends, if there is one. */
    void close() {
        if (open) {
            open = false;
            half = 0;
            out.append("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":")
                    .append(block)
                    .append("}\n\n");
        }
    }

    /** The message ends, with the final numbers. */
    void messageDelta(String stopReason, String stopSequence, Usage used) {
        out.append("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":");
        string(stopReason);
        out.append(",\"stop_sequence\":");
        string(stopSequence);
        out.append("},\"usage\":");
        usage(used);
        out.append("}\n\n");
    }

    /** The last event. */
    void messageStop() {
        out.append("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    /** Nothing to say. */
    void ping() {
        out.append("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    }

    /** A comment, ready to be sent. */
    void comment(byte[] comment) {
        out.append(new String(comment, StandardCharsets.UTF_8));
    }

    private void usage(Usage used) {
        MessageUsage usage = MessageUsage.of(used);
        out.append("{\"input_tokens\":").append(usage.input());
        out.append(",\"cache_creation_input_tokens\":").append(usage.cacheCreation());
        out.append(",\"cache_read_input_tokens\":").append(usage.cacheRead());
        out.append(",\"output_tokens\":").append(usage.output());
        if (usage.thinking() > 0) {
            out.append(",\"output_tokens_details\":{\"thinking_tokens\":")
                    .append(usage.thinking())
                    .append('}');
        }
        out.append('}');
    }

    private void string(String value) {
        if (value == null) {
            out.append("null");
        } else {
            JsonText.append(out, value);
        }
    }
}
