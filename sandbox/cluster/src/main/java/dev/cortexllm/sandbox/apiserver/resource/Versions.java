package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.builtin.EventVersions;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;

/** Shows a stored object in the version a client asked for. Custom resources convert by strategy {@code None}. */
public final class Versions {
    private Versions() {}

    /** The object as that version; the stored tree itself where nothing differs. */
    public static ObjectNode present(ResourceType type, ObjectNode stored) {
        if (Json.text(stored, "apiVersion").equals(type.apiVersion())) {
            return stored;
        }
        if (type.resource().equals("events.events.k8s.io")) {
            return EventVersions.toGroup(stored);
        }
        ObjectNode copy = stored.objectNode();
        copy.setAll(stored);
        return copy.put("apiVersion", type.apiVersion());
    }
}
