package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.operator.child.Owner;
import java.util.HashMap;
import java.util.Map;

/** Settings of a model deployment of which only some fields matter. */
final class Settings {
    private static final Owner OWNER = new Owner("cortexllm.dev/v1alpha1", "ModelDeployment", "default", "one", "uid");

    private Settings() {}

    /** Of a spec with these fields, one replica and the schema's default for draining. */
    static EngineSettings of(Map<String, Object> spec) {
        Map<String, Object> fields = new HashMap<>(Map.of("replicas", 1, "drainTimeout", "2m"));
        fields.putAll(spec);
        return new EngineSettings(OWNER, new ObjectMapper().convertValue(fields, ModelDeploymentSpec.class));
    }
}
