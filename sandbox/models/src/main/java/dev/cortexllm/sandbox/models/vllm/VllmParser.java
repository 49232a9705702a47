package dev.cortexllm.sandbox.models.vllm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks once through a vLLM command line. */
final class VllmParser {
    private static final Map<String, String> TRANSLATED = Map.of(
            "--max-num-seqs", "--capacity",
            "--max-model-len", "--context-length",
            "--shutdown-timeout", "--drain-seconds",
            "--host", "--host",
            "--port", "--port",
            "--seed", "--seed");

    private static final Map<String, List<String>> SWITCHES = Map.of(
            "--enable-auto-tool-choice", List.of("--auto-tool-choice"),
            "--enable-prefix-caching", List.of("--prefix-cache-blocks", "4096"),
            "--no-enable-prefix-caching", List.of("--prefix-cache-blocks", "0"));

    private final Deque<String> rest;
    private final Set<String> own;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final List<String> servedNames = new ArrayList<>();

    VllmParser(List<String> line, Set<String> own) {
        this.rest = new ArrayDeque<>(line);
        this.own = own;
    }

    VllmCommandLine parse() {
        if ("serve".equals(rest.peek())) {
            rest.pop();
        }
        while (!rest.isEmpty()) {
            String word = rest.pop();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            if (equals < 0) {
                word(word, values());
            } else {
                // After "=" stands exactly one value, whatever it looks like.
                word(word.substring(0, equals), List.of(word.substring(equals + 1)));
            }
        }
        // Without a served name, vLLM serves the model under the name of its source.
        (servedNames.isEmpty() ? sources : servedNames).forEach(name -> add("--model", name));
        return new VllmCommandLine(List.copyOf(arguments), List.copyOf(ignored));
    }

    /** The words up to the next flag; a negative number is no flag. */
    private List<String> values() {
        List<String> values = new ArrayList<>();
        while (!rest.isEmpty() && !rest.peek().matches("-[^0-9].*")) {
            values.add(rest.pop());
        }
        return values;
    }

    private void word(String word, List<String> values) {
        // vLLM takes underscores for dashes.
        String flag = word.startsWith("--") ? word.replace('_', '-') : word;
        if (!flag.startsWith("-")) {
            sources.add(flag);
            ignored.addAll(values);
            return;
        }
        switch (flag) {
            case "--model" -> sources.add(only(flag, values));
            case "--served-model-name" -> servedNames.addAll(values);
            case "--api-key" -> values.forEach(value -> add(flag, value));
            default -> other(flag, values);
        }
    }

    private void other(String flag, List<String> values) {
        String simulated = flag.startsWith("--sim-") ? "--" + flag.substring("--sim-".length()) : flag;
        if (SWITCHES.containsKey(flag)) {
            arguments.addAll(SWITCHES.get(flag));
            ignored.addAll(values);
        } else if (TRANSLATED.containsKey(flag)) {
            add(TRANSLATED.get(flag), only(flag, values));
        } else if (own.contains(simulated)) {
            arguments.add(simulated);
            arguments.addAll(values);
        } else {
            ignored.add(values.isEmpty() ? flag : flag + " " + String.join(" ", values));
        }
    }

    private void add(String flag, String value) {
        arguments.add(flag);
        arguments.add(value);
    }

    private static String only(String flag, List<String> values) {
        if (values.size() != 1) {
            throw new IllegalArgumentException(flag + " takes one value, got " + values);
        }
        return values.get(0);
    }
}
