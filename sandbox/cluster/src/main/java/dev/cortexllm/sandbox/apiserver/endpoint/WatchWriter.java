package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.resource.Versions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Predicate;

/** Writes the events of one watch: what of a change its selectors see, in the form its client accepts. */
final class WatchWriter {
    private final Request request;
    private final ResourceType type;
    private final Predicate<JsonNode> filter;
    private final Rendering rendering;
    private final OutputStream out;
    private final boolean bookmarks;
    private long revision;

    WatchWriter(Request request, ResourceType type, Predicate<JsonNode> filter, Rendering rendering, OutputStream out) {
        this.request = request;
        this.type = type;
        this.filter = filter;
        this.rendering = rendering;
        this.out = out;
        this.bookmarks = request.flag("allowWatchBookmarks");
    }

    void initial(List<ObjectNode> items, long at) throws IOException {
        for (ObjectNode item : items) {
            ObjectNode object = Versions.present(type, item);
            if (filter.test(object)) {
                event("ADDED", object);
            }
        }
        revision = at;
        if (request.flag("sendInitialEvents") && bookmarks) {
            bookmark(true);
        }
    }

    void change(Change change) throws IOException {
        revision = change.revision();
        boolean before = matches(change.before());
        boolean after = matches(change.after());
        if (after) {
            event(before ? "MODIFIED" : "ADDED", Versions.present(type, change.after()));
        } else if (before) {
            event("DELETED", Versions.present(type, change.last()));
        }
    }

    private boolean matches(ObjectNode object) {
        return object != null && filter.test(Versions.present(type, object));
    }

    /** Nothing happened for a while: a bookmark moves the client's resource version on and shows whether it is there. */
    void idle() throws IOException {
        if (bookmarks) {
            bookmark(false);
        } else {
            out.write('\n');
            out.flush();
        }
    }

    private void bookmark(boolean endOfInitial) throws IOException {
        ObjectNode object = Json.object();
        object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        if (endOfInitial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        event("BOOKMARK", object);
    }

    private void event(String kind, ObjectNode object) throws IOException {
        ObjectNode event = Json.object().put("type", kind);
        event.set(
                "object",
                kind.equals("BOOKMARK")
                        ? rendering.bookmark(request, object)
                        : rendering.object(request, type, object));
        byte[] line = Json.bytes(event);
        out.write(line);
        out.write('\n');
        out.flush();
    }
}
