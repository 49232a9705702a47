package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What is left of an object without the fields its schema does not know.
 *
 * @param object a copy without them
 * @param unknown their paths, sorted, for example {@code spec.replics}
 */
public record Pruned(ObjectNode object, List<String> unknown) {
    public Pruned {
        unknown = List.copyOf(unknown);
    }
}
