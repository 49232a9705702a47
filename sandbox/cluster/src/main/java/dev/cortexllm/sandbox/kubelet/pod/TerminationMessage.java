package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a container says of its own end: what it wrote to its message file, else the tail of its log where that is asked for. */
final class TerminationMessage {
    /** Kubernetes' limit for a message taken from the log. */
    private static final int LIMIT_BYTES = 2048;

    private TerminationMessage() {}

    /** Kubernetes' path where a container names none. */
    private static final String USUAL_PATH = "/dev/termination-log";
    /** Kubernetes' limit for a message file. */
    private static final int FILE_LIMIT_BYTES = 4096;

    /** Where a container believes its message file to be. */
    static String path(Container container) {
        return container.getTerminationMessagePath() == null ? USUAL_PATH : container.getTerminationMessagePath();
    }

    /** Where it is. */
    static Path file(Container container, Path log) {
        return log.resolveSibling(container.getName() + ".message");
    }

    /** An empty file for a new start. */
    static void prepare(Container container, Path log) throws IOException {
        Files.write(file(container, log), new byte[0]);
    }

    static String of(Container container, int exitCode, Path log) {
        String written = written(file(container, log));
        return written.isEmpty() ? ofLog(container, exitCode, log) : written;
    }

    private static String written(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(FILE_LIMIT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String ofLog(Container container, int exitCode, Path log) {
        if (exitCode == 0 || !"FallbackToLogsOnError".equals(container.getTerminationMessagePolicy())) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LIMIT_BYTES));
            byte[] tail = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "the log could not be read: " + e.getMessage();
        }
    }
}
