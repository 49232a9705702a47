package dev.cortexllm.sandbox.apiserver.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.ApiError.Cause;
import dev.cortexllm.sandbox.apiserver.type.ObjectRules;
import dev.cortexllm.schema.CrdSchema;
import dev.cortexllm.schema.SchemaException;
import java.util.List;
import java.util.Optional;

/** Module schema's {@link CrdSchema} as rules of this server. */
record SchemaRules(CrdSchema schema) implements ObjectRules {
    /**
     * Compiles the schema and CEL rules of one version.
     *
     * @throws SchemaException for a definition a server would refuse, CEL cost over the limits included
     */
    static SchemaRules of(ObjectNode crd, String version) {
        CrdSchema schema = CrdSchema.of(crd, version);
        if (!schema.costWarnings().isEmpty()) {
            throw new SchemaException(schema.costWarnings().get(0).toString());
        }
        return new SchemaRules(schema);
    }

    @Override
    public Pruned prune(ObjectNode object) {
        dev.cortexllm.schema.Pruned pruned = schema.prune(object);
        return new Pruned(pruned.object(), pruned.unknown());
    }

    @Override
    public ObjectNode withDefaults(ObjectNode object) {
        return schema.withDefaults(object);
    }

    @Override
    public List<Cause> validate(ObjectNode object, Optional<ObjectNode> old) {
        return schema.validate(object, old).stream()
                .map(v -> new Cause(v.path(), v.reason().cause(), v.message()))
                .toList();
    }
}
