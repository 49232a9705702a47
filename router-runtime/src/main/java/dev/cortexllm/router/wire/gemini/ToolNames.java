package dev.cortexllm.router.wire.gemini;

import dev.cortexllm.router.wire.chat.Tool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names of tools here and there. Google takes {@code [a-zA-Z_][a-zA-Z0-9_.:-]*} up to a length (facts/wire/gemini.md
 * section 2); other names are changed on the way there and changed back in the answer.
 */
final class ToolNames {
    private static final String MARKS = "_.:-";

    private final int longest;
    private final Map<String, String> toWire = new HashMap<>();
    private final Map<String, String> toClient = new HashMap<>();
    /** The last number behind a name that several tools would have. */
    private final Map<String, Integer> alike = new HashMap<>();

    /**
     * @param tools the tools offered; their names keep as much as they can of what they are
     * @param longest longest name that the model takes
     */
    ToolNames(List<Tool> tools, int longest) {
        this.longest = longest;
        for (Tool tool : tools) {
            if (tool instanceof Tool.Function function && legal(function.name())) {
                bind(function.name(), function.name());
            }
        }
    }

    /**
     * The name to send.
     *
     * @param name a tool as the client names it
     * @return the same at every call; no two tools share one
     */
    String wire(String name) {
        String known = toWire.get(name);
        if (known != null) {
            return known;
        }
        String base = legal(name) ? name : mended(name);
        String free = base;
        while (toClient.containsKey(free)) {
            String suffix = "_" + alike.merge(base, 2, (number, first) -> number + 1);
            free = base.substring(0, Math.min(base.length(), longest - suffix.length())) + suffix;
        }
        bind(name, free);
        return free;
    }

    /**
     * The name to tell the client.
     *
     * @param name a tool as the provider names it
     * @return the client's name of it; the same name when it is none that was sent
     */
    String client(String name) {
        return toClient.getOrDefault(name, name);
    }

    private void bind(String client, String wire) {
        toWire.put(client, wire);
        toClient.put(wire, client);
    }

    private boolean legal(String name) {
        return !name.isEmpty()
                && name.length() <= longest
                && begins(name.charAt(0))
                && name.chars().allMatch(ToolNames::continues);
    }

    private String mended(String name) {
        StringBuilder out = new StringBuilder(name.length() + 1);
        if (name.isEmpty() || !begins(name.charAt(0)) && continues(name.charAt(0))) {
            out.append('_');
        }
        name.chars().forEach(c -> out.append(continues(c) ? (char) c : '_'));
        return out.substring(0, Math.min(out.length(), longest));
    }

    private static boolean begins(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean continues(int c) {
        return begins(c) || c >= '0' && c <= '9' || MARKS.indexOf(c) >= 0;
    }
}
