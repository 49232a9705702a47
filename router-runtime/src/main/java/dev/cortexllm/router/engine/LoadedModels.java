package dev.cortexllm.router.engine;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads what Ollama answers at {@code /api/ps}: the models in its memory (docs.ollama.com/api/ps). */
final class LoadedModels {
    /** What Ollama means where a name has no tag. */
    private static final String USUAL_TAG = ":latest";

    private LoadedModels() {}

    /**
     * Reads an answer.
     *
     * @param answer its body
     * @return names of the models, with the usual tag and without; empty when it is not Ollama's
     */
    static Optional<Set<String>> read(Buffer answer) {
        try {
            JsonArray models = new JsonObject(answer).getJsonArray("models");
            if (models == null) {
                return Optional.empty();
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < models.size(); i++) {
                JsonObject model = models.getJsonObject(i);
                add(model.getString("name"), names);
                add(model.getString("model"), names);
            }
            return Optional.of(names);
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static void add(String name, Set<String> names) {
        if (name == null) {
            return;
        }
        names.add(name);
        if (name.endsWith(USUAL_TAG)) {
            names.add(name.substring(0, name.length() - USUAL_TAG.length()));
        } else if (name.indexOf(':') < 0) {
            names.add(name + USUAL_TAG);
        }
    }
}
