package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.yaml.Lines;
import java.nio.file.Path;

/**
 * One object of a file.
 *
 * @param file where it was read
 * @param index its place among the objects of the file, from 0
 * @param line where it starts, from 1
 * @param content the object, as kubectl would send it
 * @param lines where its parts stand
 */
public record Document(Path file, int index, int line, ObjectNode content, Lines lines) {
    /**
     * The line of a node, given a path as in {@link Violation#path()}; of the nearest node above, when the path leads to
     * something that is not there, such as a missing required field.
     */
    public int lineOf(String path) {
        return lines.of(path);
    }
}
