package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.json.JsonCursor;
import dev.cortexllm.router.wire.json.JsonCursor.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads what a client tells the router in its request's {@code metadata}, under names that begin with {@link #OURS}, and
 * takes it out: no provider has a use for it, and Anthropic refuses it.
 */
final class MetadataScan {
    /** How the names of the router's own begin. */
    static final String OURS = "cortex_";

    private final byte[] body;
    private final Map<String, String> said = new LinkedHashMap<>();
    /** Where the other entries begin and end, by turns. */
    private int[] others = {};

    private int size;

    private MetadataScan(byte[] body) {
        this.body = body;
    }

    /**
     * Reads the object to its end.
     *
     * @param cursor at the first token of the value
     * @param body the request
     * @param empty what stands for metadata of which nothing is left; no longer than an entry
     * @return what was said and the request without it; null when nothing was
     * @throws Malformed when it is not JSON
     */
    static Said read(JsonCursor cursor, byte[] body, String empty) throws Malformed {
        if (cursor.token() != JsonToken.START_OBJECT) {
            cursor.skip();
            return null;
        }
        int from = cursor.from();
        MetadataScan scan = new MetadataScan(body);
        while (cursor.next() == JsonToken.FIELD_NAME) {
            scan.entry(cursor);
        }
        return scan.said.isEmpty() ? null : new Said(Map.copyOf(scan.said), scan.without(from, cursor.to(), empty));
    }

    /**
     * What a client said.
     *
     * @param words by name, without {@link #OURS}
     * @param body a body of the same length in which it does not stand
     */
    record Said(Map<String, String> words, byte[] body) {}

    private void entry(JsonCursor cursor) throws Malformed {
        int from = cursor.from();
        String name = cursor.name();
        JsonToken value = cursor.next();
        if (name.startsWith(OURS)) {
            said.put(name.substring(OURS.length()), value == JsonToken.VALUE_STRING ? cursor.text() : "");
            cursor.skip();
        } else {
            cursor.skip();
            keep(from, cursor.to());
        }
    }

    private void keep(int from, int to) {
        if (size == others.length) {
            others = Arrays.copyOf(others, 2 * size + 16);
        }
        others[size++] = from;
        others[size++] = to;
    }

    private byte[] without(int from, int to, String empty) {
        byte[] changed = body.clone();
        Arrays.fill(changed, from, to, (byte) ' ');
        if (size == 0) {
            byte[] nothing = empty.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(nothing, 0, changed, from, nothing.length);
            return changed;
        }
        int at = from;
        for (int i = 0; i < size; i += 2) {
            changed[at++] = (byte) (i == 0 ? '{' : ',');
            System.arraycopy(body, others[i], changed, at, others[i + 1] - others[i]);
            at += others[i + 1] - others[i];
        }
        changed[at] = '}';
        return changed;
    }
}
