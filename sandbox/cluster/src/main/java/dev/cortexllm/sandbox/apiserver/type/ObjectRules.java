package dev.cortexllm.sandbox.apiserver.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import java.util.List;
import java.util.Optional;

/** What the schema of a custom resource version does to its objects. */
public interface ObjectRules {
    /**
     * An object without the fields its schema does not know.
     *
     * @param object a copy without them
     * @param unknown their paths
     */
    record Pruned(ObjectNode object, List<String> unknown) {}

    Pruned prune(ObjectNode object);

    /** A copy with the schema's defaults filled in. */
    ObjectNode withDefaults(ObjectNode object);

    /** Everything wrong with the object; {@code old} is the state before for transition rules. */
    List<ApiError.Cause> validate(ObjectNode object, Optional<ObjectNode> old);
}
