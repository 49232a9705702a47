package dev.cortexllm.router.wire.openai.vendor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ids of tool calls as Kimi K2 writes them, {@code functions.NAME:N} with the calls of a conversation counted from 0. One that is
 * so stays, as the model itself may have counted anew; any other, of another model, becomes so. The same conversation always
 * gets the same ids. Source: facts/wire/openai-compatible.md section 3.
 */
final class CountedIds {
    private static final Pattern OWN = Pattern.compile("functions\\..+:[0-9]+");

    private final Set<String> used = new HashSet<>();
    /** By the client's id, the one of the newest call that has it. */
    private final Map<String, String> sent = new HashMap<>();

    private int calls;

    /**
     * The next call of the conversation.
     *
     * @param id the client's
     * @param name of the tool
     * @return its id at the vendor
     */
    String called(String id, String name) {
        int number = calls++;
        String own = id;
        if (!OWN.matcher(id).matches()) {
            own = "functions." + name + ":" + number;
            while (used.contains(own)) {
                own = "functions." + name + ":" + ++number;
            }
        }
        used.add(own);
        sent.put(id, own);
        return own;
    }

    /**
     * A call is answered.
     *
     * @param id the client's
     * @return its id at the vendor; the client's where nothing was called under it
     */
    String answered(String id) {
        return sent.getOrDefault(id, id);
    }
}
