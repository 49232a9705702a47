package dev.cortexllm.router.wire.pass;

import dev.cortexllm.router.balance.Hash64;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.json.RawJson;

/**
 * The beginning of a conversation as one number: of its tools, what the application says, and the first turn of the user,
 * the first bytes each. Further turns do not change it; nor does what clients change from turn to turn around the same
 * words: whether a text stands alone or as the one part of a list, Anthropic's {@code cache_control} marks, and the line that
 * Claude Code puts before its system prompt with another number in every request. Texts count as they stand in the JSON,
 * escapes and all.
 *
 * <p>Reads from the offsets that {@link ChatRequestScan} has noted to the end of the first user turn, and never further.
 */
public final class PromptKey {
    /** How Claude Code's line of accounting begins: a text of the system prompt that is another one in every request. */
    private static final String CHANGING = "x-anthropic-billing-header";

    private final byte[] json;
    private final int most;
    private long hash;
    private boolean any;
    /** Bytes of the present section that still count. */
    private int left;

    private PromptKey(byte[] json, int most) {
        this.json = json;
        this.most = most;
    }

    /**
     * Computes it.
     *
     * @param request a request that was scanned
     * @param most bytes that count of each of the three
     * @return a hash, 0 when the request has none of the three
     */
    public static long of(ScannedRequest request, int most) {
        PromptKey key = new PromptKey(request.body(), most);
        if (request.toolsFrom() >= 0) {
            key.left = most;
            key.add(request.toolsFrom(), RawJson.end(key.json, request.toolsFrom(), key.limit(request.toolsFrom())));
        }
        key.section('s');
        if (request.systemFrom() >= 0) {
            key.content(request.systemFrom());
        }
        if (request.messagesFrom() >= 0 && key.json[request.messagesFrom()] == '[') {
            key.messages(request.messagesFrom());
        }
        return key.any ? key.hash : 0;
    }

    private int limit(int from) {
        return Math.min(json.length, from + left);
    }

    /** What comes now is something else, even if it reads the same. */
    private void section(char name) {
        hash = Hash64.spread(hash + name);
        left = most;
    }

    private void add(int from, int to) {
        int end = Math.min(to, from + left);
        if (end > from) {
            hash = Hash64.of(json, from, end, hash);
            left -= end - from;
            any = true;
        }
    }

    private void messages(int list) {
        int at = RawJson.next(json, list + 1);
        while (at >= 0) {
            int end = json[at] == '{' ? message(at) : RawJson.end(json, at, json.length);
            at = end < 0 ? -1 : RawJson.next(json, end);
        }
    }

    /** Returns where it ends; -1 when it was the user's, and so the last that counts. */
    private int message(int object) {
        int role = -1;
        int content = -1;
        int end = object + 1;
        for (int name = RawJson.next(json, end); name >= 0; name = RawJson.next(json, end)) {
            int value = RawJson.value(json, name);
            role = RawJson.is(json, name, "role") ? value : role;
            content = RawJson.is(json, name, "content") ? value : content;
            if (role >= 0 && content >= 0 && RawJson.is(json, role, "user")) {
                section('u');
                content(content);
                return -1;
            }
            end = RawJson.end(json, value, json.length);
        }
        if (role >= 0 && content >= 0 && (RawJson.is(json, role, "system") || RawJson.is(json, role, "developer"))) {
            content(content);
        }
        return RawJson.space(json, end) + 1;
    }

    /** A text, or a list of parts. */
    private void content(int value) {
        if (json[value] == '"') {
            text(value);
        } else if (json[value] == '[') {
            for (int part = RawJson.next(json, value + 1); part >= 0; ) {
                if (json[part] == '{') {
                    part(part);
                }
                part = RawJson.next(json, RawJson.end(json, part, json.length));
            }
        }
    }

    private void text(int string) {
        if (!RawJson.begins(json, string, CHANGING)) {
            add(string + 1, RawJson.quote(json, string + 1, limit(string + 1)));
        }
    }

    private void part(int object) {
        for (int name = RawJson.next(json, object + 1); name >= 0; ) {
            int value = RawJson.value(json, name);
            if (RawJson.is(json, name, "text")) {
                if (json[value] == '"') {
                    text(value);
                }
            } else if (!RawJson.is(json, name, "type") && !RawJson.is(json, name, "cache_control")) {
                add(value, RawJson.end(json, value, limit(value)));
            }
            name = RawJson.next(json, RawJson.end(json, value, json.length));
        }
    }
}
