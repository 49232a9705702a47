package dev.cortexllm.sandbox.apiserver.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.resource.Reader;
import dev.cortexllm.sandbox.apiserver.table.Table;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.time.Clock;
import java.util.List;

/** Objects and lists in the form the client accepts: as they are, as a Table, or as bare metadata. */
final class Rendering {
    private enum Form {
        PLAIN,
        TABLE,
        METADATA
    }

    private final Table table;

    Rendering(Clock clock) {
        this.table = new Table(clock);
    }

    private static Form form(Request request) {
        for (String accepted : request.header("Accept").split(",")) {
            if (accepted.contains("as=Table") && accepted.contains("v=v1;") || accepted.endsWith("as=Table;v=v1")) {
                return Form.TABLE;
            }
            if (accepted.contains("as=PartialObjectMetadata")) {
                return Form.METADATA;
            }
            if (!accepted.contains("as=") && !accepted.contains("protobuf")) {
                return Form.PLAIN;
            }
        }
        return Form.PLAIN;
    }

    JsonNode object(Request request, ResourceType type, ObjectNode object) {
        return switch (form(request)) {
            case TABLE -> table.of(type, List.of(object), metadata(object), request.query("includeObject"));
            case METADATA -> Table.partial(object);
            case PLAIN -> object;
        };
    }

    JsonNode list(Request request, ResourceType type, Reader.Page page) {
        if (form(request) == Form.TABLE) {
            return table.of(type, page.items(), page.metadata(), request.query("includeObject"));
        }
        boolean bare = form(request) == Form.METADATA;
        ObjectNode list = Json.object();
        list.put("kind", bare ? "PartialObjectMetadataList" : type.kind() + "List");
        list.put("apiVersion", bare ? "meta.k8s.io/v1" : type.apiVersion());
        list.set("metadata", page.metadata());
        ArrayNode items = list.putArray("items");
        page.items().forEach(item -> items.add(bare ? Table.partial(item) : listed(type, item)));
        return list;
    }

    private static ObjectNode listed(ResourceType type, ObjectNode item) {
        if (type.custom().isPresent()) {
            return item;
        }
        // typed lists leave out of their items what the list itself says
        ObjectNode copy = item.objectNode();
        copy.setAll(item);
        copy.remove(List.of("kind", "apiVersion"));
        return copy;
    }

    /** A bookmark in the form of its stream. */
    JsonNode bookmark(Request request, ObjectNode bookmark) {
        return switch (form(request)) {
            case TABLE -> Table.empty((ObjectNode) bookmark.path("metadata"));
            case METADATA -> Table.partial(bookmark);
            case PLAIN -> bookmark;
        };
    }

    private static ObjectNode metadata(ObjectNode object) {
        return Json.object().put("resourceVersion", Json.text(object, "metadata", "resourceVersion"));
    }
}
