package dev.cortexllm.router.wire.anthropic;

import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.Part;
import dev.cortexllm.router.wire.chat.Tool;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Names of tools there and back: Anthropic takes {@code [a-zA-Z0-9_-]{1,128}} (facts/wire/anthropic.md section 2), clients
 * have dots and slashes in theirs. A name that may stay as it is does.
 */
final class ToolNames {
    private static final int LONGEST = 128;

    private final Map<String, String> there = new HashMap<>();
    private final Map<String, String> back = new HashMap<>();

    /**
     * @param call the request whose tools and earlier calls get names
     */
    ToolNames(ChatCall call) {
        Set<String> names = used(call);
        names.stream().filter(ToolNames::allowed).forEach(name -> put(name, name));
        names.stream().filter(name -> !allowed(name)).forEach(name -> put(name, free(cleaned(name))));
    }

    private static Set<String> used(ChatCall call) {
        Set<String> names = new LinkedHashSet<>();
        for (Tool tool : call.tools()) {
            if (tool instanceof Tool.Function function) {
                names.add(function.name());
            }
        }
        if (call.toolChoice() != null) {
            names.addAll(call.toolChoice().names());
        }
        names.addAll(called(call));
        return names;
    }

    /**
     * Names of the tools that the conversation shows as called.
     *
     * @param call the request
     * @return each once, in order
     */
    static Set<String> called(ChatCall call) {
        Set<String> names = new LinkedHashSet<>();
        for (Message message : call.messages()) {
            for (Part part : message.parts()) {
                if (part instanceof Part.ToolUse use) {
                    names.add(use.name());
                }
            }
        }
        return names;
    }

    /**
     * A name that no tool has yet, for a tool of the router's own.
     *
     * @param wanted an allowed name
     * @return the name on the wire; {@link #client} knows nothing of it
     */
    String own(String wanted) {
        return free(wanted);
    }

    /** The name on the wire of a tool of the client's. */
    String wire(String name) {
        return there.get(name);
    }

    /** The client's name of a tool that the model calls; its own where it makes one up. */
    String client(String wire) {
        return back.getOrDefault(wire, wire);
    }

    private void put(String name, String wire) {
        there.put(name, wire);
        back.put(wire, name);
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; back.containsKey(name); i++) {
            String suffix = "_" + i;
            name = wanted.substring(0, Math.min(wanted.length(), LONGEST - suffix.length())) + suffix;
        }
        return name;
    }

    private static boolean allowed(String name) {
        return !name.isEmpty() && name.equals(cleaned(name));
    }

    private static String cleaned(String name) {
        String clean = name.replaceAll("[^a-zA-Z0-9_-]", "_");
        return clean.isEmpty() ? "_" : clean.substring(0, Math.min(LONGEST, clean.length()));
    }
}
