package dev.cortexllm.router.standalone;

import java.nio.file.Path;

/**
 * Something wrong with a resource, and where a person finds it.
 *
 * @param file the file; null when the resource comes from the environment
 * @param line line of the place in the file, counted from 1; 0 when unknown
 * @param path place in the document, such as {@code spec.targets[0].name}; empty for the document as a whole
 * @param message a sentence
 * @param warning whether the resource is usable all the same
 */
public record Finding(Path file, int line, String path, String message, boolean warning) {

    /** {@code file:line: path: message}, the form that editors and pipelines link. */
    @Override
    public String toString() {
        String place = file == null ? "environment" : file + (line > 0 ? ":" + line : "");
        return place + ": " + (warning ? "warning: " : "") + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
