package dev.cortexllm.bench.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a JVM's heap holds after a full collection. */
public final class LiveHeap {
    private LiveHeap() {}

    /**
     * Collects and looks.
     *
     * @param child a JVM
     * @return bytes
     * @throws IllegalStateException when {@code jcmd} of this JDK does not say
     */
    public static long bytes(Child child) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(child.pid()),
                            "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            return total(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A histogram of the living is preceded by a full collection; its last line is the sum of objects and bytes. */
    static long total(String histogram) {
        String last = histogram.strip();
        last = last.substring(last.lastIndexOf('\n') + 1);
        String[] words = last.split("\\s+");
        if (words.length != 3 || !words[0].equals("Total")) {
            throw new IllegalStateException("jcmd says no total: " + last);
        }
        return Long.parseLong(words[2]);
    }
}
