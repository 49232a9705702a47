package dev.cortexllm.router.classify;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A prompt and what a person says of it.
 *
 * @param task what it is for
 * @param complexity how hard it is
 * @param language ISO 639-1
 * @param prompt the prompt
 */
record LabelledPrompt(Task task, Complexity complexity, String language, Prompt prompt) {

    /** Those that were written for training and for judging it: a file for each task. */
    static List<LabelledPrompt> all() {
        List<LabelledPrompt> all = new ArrayList<>();
        for (Task task : Task.values()) {
            all.addAll(read("/classify/prompts/" + name(task) + ".txt", task));
        }
        return all;
    }

    static String name(Task task) {
        try {
            return Task.class
                    .getField(task.name())
                    .getAnnotation(com.fasterxml.jackson.annotation.JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is kept from training: when the CRC-32 of its text in UTF-8 is odd, so that adding others changes nothing. */
    boolean heldOut() {
        CRC32 crc = new CRC32();
        crc.update((prompt.system() + '\n' + prompt.user()).getBytes(StandardCharsets.UTF_8));
        return (crc.getValue() & 1) == 1;
    }

    /**
     * Reads a file: {@code @ Complexity language [tools]} begins a prompt, lines after it that begin with {@code "> "} are its
     * system prompt, the others what the person says.
     *
     * @param task what all are for; null when each says so itself, after its complexity
     */
    static List<LabelledPrompt> read(String file, Task task) {
        List<LabelledPrompt> found = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(LabelledPrompt.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            String header = null;
            StringBuilder user = new StringBuilder();
            StringBuilder system = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("@ ")) {
                    add(found, header, task, user, system);
                    header = line;
                } else if (line.startsWith("> ") && user.length() == 0) {
                    system.append(line, 2, line.length()).append('\n');
                } else {
                    user.append(line).append('\n');
                }
            }
            add(found, header, task, user, system);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void add(
            List<LabelledPrompt> to, String header, Task task, StringBuilder user, StringBuilder system) {
        if (header != null) {
            String[] words = header.split(" ");
            Task its = task == null ? Task.of(words[2]).orElseThrow() : task;
            int next = task == null ? 3 : 2;
            to.add(new LabelledPrompt(
                    its,
                    Complexity.of(words[1]).orElseThrow(),
                    words[next],
                    Prompt.of(
                            user.toString().strip(),
                            system.toString().strip(),
                            words.length > next + 1 && words[next + 1].equals("tools"))));
        }
        user.setLength(0);
        system.setLength(0);
    }
}
