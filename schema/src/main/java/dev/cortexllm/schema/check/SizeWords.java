package dev.cortexllm.schema.check;

import com.fasterxml.jackson.databind.node.LongNode;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;

/** The server's sentence about a list or map that is too small. */
final class SizeWords {
    private SizeWords() {}

    static Violation tooFew(FieldPath path, long size, long min, String what) {
        String detail = path.text() + " in body should have at least " + min + " " + what;
        return Violation.invalid(path, LongNode.valueOf(size), detail);
    }
}
