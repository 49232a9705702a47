package dev.cortexllm.router.tokens;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Counts the bytes of what a streamed answer says, whatever its format: the JSON strings in it, but for those that are known
 * to say nothing. A token stands for one byte at the least, so this is more than its tokens. Takes pieces that are cut
 * anywhere. One thread.
 */
public final class SpokenBytes {
    private static final List<byte[]> SILENT = Stream.of(
                    "id",
                    "object",
                    "model",
                    "type",
                    "role",
                    "finish_reason",
                    "stop_reason",
                    "system_fingerprint",
                    "service_tier",
                    "obfuscation",
                    "signature",
                    "thoughtSignature",
                    "responseId",
                    "modelVersion",
                    "finishReason")
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toList();
    private static final int LONGEST_NAME = 24;

    private final byte[] text = new byte[LONGEST_NAME];
    private boolean inString;
    private boolean escaped;
    private boolean ended;
    private boolean silent;
    private long length;
    private long spoken;

    /** Bytes said so far. */
    public long count() {
        return spoken;
    }

    /**
     * Reads on.
     *
     * @param piece the next bytes of the answer
     */
    public void feed(byte[] piece) {
        for (byte b : piece) {
            if (inString) {
                within(b);
            } else if (b == '"') {
                close(false);
                inString = true;
                length = 0;
            } else if (ended && b > ' ') {
                close(b == ':');
            }
        }
    }

    private void within(byte b) {
        if (b == '\n') {
            // No JSON string goes over the end of a line: this was none.
            inString = false;
        } else if (escaped || b != '"') {
            escaped = !escaped && b == '\\';
            if (length < LONGEST_NAME) {
                text[(int) length] = b;
            }
            length++;
        } else {
            inString = false;
            ended = true;
        }
    }

    /** The string that has ended was a name, or a value of the last name. */
    private void close(boolean name) {
        if (!ended) {
            return;
        }
        ended = false;
        if (name) {
            silent = length <= LONGEST_NAME && saysNothing((int) length);
        } else if (!silent) {
            spoken += length;
        }
    }

    /** Ten names in each token's event: no String for each of them. */
    private boolean saysNothing(int name) {
        for (byte[] word : SILENT) {
            if (Arrays.equals(text, 0, name, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}
