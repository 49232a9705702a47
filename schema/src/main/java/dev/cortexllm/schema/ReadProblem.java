package dev.cortexllm.schema;

import java.nio.file.Path;

/**
 * Something that could not be read.
 *
 * @param file where
 * @param line from 1, or 0 for the file as a whole
 * @param column from 1, or 0 for the file as a whole
 * @param message a sentence for the user
 */
public record ReadProblem(Path file, int line, int column, String message) {
    /** {@code file:line:column: message}, which editors turn into a link. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
