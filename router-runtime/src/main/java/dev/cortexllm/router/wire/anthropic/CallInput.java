package dev.cortexllm.router.wire.anthropic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.cortexllm.router.wire.json.JsonReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The input of a call, which comes in pieces of JSON: whether it is an object, as far as it has come. Models write what is
 * none; of that nothing goes on, so that the input stays the empty one that the call began with.
 */
final class CallInput {
    private static final JsonFactory JSON = JsonReading.factory()
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private long fed;
    private int depth;
    private boolean begun;
    private boolean complete;
    private boolean broken;

    /** Before the first piece. */
    CallInput() {
        try {
            parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("a parser without input cannot fail", e);
        }
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /**
     * Looks at the next piece.
     *
     * @param piece JSON text
     * @return what of it goes on, maybe nothing
     */
    String accept(String piece) {
        if (complete || broken) {
            return "";
        }
        byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
        try {
            feeder.feedInput(bytes, 0, bytes.length);
            read();
        } catch (IOException e) {
            broken = true;
        }
        long before = fed;
        fed += bytes.length;
        if (complete) {
            int used = (int) (parser.currentLocation().getByteOffset() - before);
            return used == bytes.length ? piece : new String(bytes, 0, used, StandardCharsets.UTF_8);
        }
        return broken || !begun ? "" : piece;
    }

    private void read() throws IOException {
        JsonToken token = parser.nextToken();
        while (token != JsonToken.NOT_AVAILABLE && token != null) {
            if (!begun && token != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            begun = true;
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                complete = true;
                return;
            }
            token = parser.nextToken();
        }
    }

    /** Whether all of an object has come. */
    boolean complete() {
        return complete;
    }

    /** Whether a part of an object has gone on whose rest is missing. */
    boolean partial() {
        return begun && !complete;
    }
}
