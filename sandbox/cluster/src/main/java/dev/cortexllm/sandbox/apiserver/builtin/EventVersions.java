package dev.cortexllm.sandbox.apiserver.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Events are one kind of object with two faces: core {@code v1} (as stored) and {@code events.k8s.io/v1}. */
public final class EventVersions {
    private static final Map<String, String> CORE_TO_GROUP = Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount",
            "reportingComponent", "reportingController");

    private EventVersions() {}

    /** The {@code events.k8s.io/v1} face of a stored event. */
    public static ObjectNode toGroup(ObjectNode event) {
        ObjectNode out = event.objectNode();
        event.properties().forEach(e -> out.set(CORE_TO_GROUP.getOrDefault(e.getKey(), e.getKey()), e.getValue()));
        return out.put("apiVersion", "events.k8s.io/v1");
    }

    /** The stored form of an event sent as {@code events.k8s.io/v1}. */
    public static ObjectNode toCore(ObjectNode event) {
        ObjectNode out = event.deepCopy();
        CORE_TO_GROUP.forEach((core, group) -> {
            JsonNode value = out.remove(group);
            if (value != null) {
                out.set(core, value);
            }
        });
        return out.put("apiVersion", "v1");
    }
}
