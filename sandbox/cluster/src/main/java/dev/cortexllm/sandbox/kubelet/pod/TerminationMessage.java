package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a container says of its own end: the tail of its log where {@code FallbackToLogsOnError} asks for it. */
final class TerminationMessage {
    /** Kubernetes' limit for a message taken from the log. */
    private static final int LIMIT_BYTES = 2048;

    private TerminationMessage() {}

    static String of(Container container, int exitCode, Path log) {
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
