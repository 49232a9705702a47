package dev.cortexllm.sandbox.models.ollama;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Served;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The models that are on disk. A name without a tag means {@code :latest}. */
record Library(Served served, Set<String> copies) {
    Library(Served served) {
        this(served, new TreeSet<>());
    }

    private static final String CREATED = "2026-01-01T00:00:00Z";

    /** Finds a model by the name of a request, with or without tag. */
    Optional<String> find(String name) {
        return Stream.concat(served.models().stream(), copies.stream())
                .filter(model -> tagged(model).equals(tagged(name)))
                .findFirst();
    }

    private static String tagged(String name) {
        // A colon before a slash belongs to a host's port.
        return name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
    }

    ObjectNode list(boolean loaded) {
        ObjectNode list = JsonText.object();
        ArrayNode models = list.putArray("models");
        for (String model : served.models()) {
            ObjectNode entry = models.addObject()
                    .put("name", tagged(model))
                    .put("model", tagged(model))
                    .put("modified_at", CREATED)
                    .put("size", 1_000_000_000L)
                    .put("digest", "%064x".formatted(model.hashCode() & 0xffffffffL));
            entry.set("details", details());
            if (loaded) {
                entry.put("expires_at", "2318-01-01T00:00:00Z").put("size_vram", 1_000_000_000L);
                entry.put("context_length", contextLength());
            }
        }
        return list;
    }

    ObjectNode show() {
        ObjectNode show = JsonText.object().put("modified_at", CREATED);
        show.set("details", details());
        show.putObject("model_info").put("general.architecture", "sim").put("sim.context_length", contextLength());
        show.putArray("capabilities").add("completion").add("tools");
        return show;
    }

    private int contextLength() {
        return served.contextLength() > 0 ? served.contextLength() : 4096;
    }

    private static ObjectNode details() {
        ObjectNode details = JsonText.object().put("format", "gguf").put("family", "sim");
        details.putArray("families").add("sim");
        return details.put("parameter_size", "1B").put("quantization_level", "Q4_K_M");
    }
}
