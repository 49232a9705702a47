package dev.cortexllm.sandbox.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.http.Answer;
import dev.cortexllm.sandbox.apiserver.http.Request;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import dev.cortexllm.sandbox.apiserver.type.TypeRegistry;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What there is: version, health, groups, and the resources of each group. */
public final class Discovery {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private final TypeRegistry types;

    public Discovery(TypeRegistry types) {
        this.types = types;
    }

    /**
     * Answers a GET outside of resources.
     *
     * @throws ApiError 404 for any other path
     */
    public Answer answer(Request request) {
        String path = request.path().replaceAll("/+$", "");
        String[] part = path.split("/");
        if (path.equals("/version")) {
            return Answer.ok(version());
        }
        if (List.of("/healthz", "/livez", "/readyz").contains(path)) {
            return Answer.text("ok");
        }
        if (path.equals("/api") || path.equals("/apis")) {
            return wantsAggregated(request) ? aggregated(path.equals("/api")) : Answer.ok(plain(path));
        }
        if (path.equals("/api/v1")) {
            return resources("", "v1");
        }
        if (part.length == 4 && part[1].equals("apis")) {
            return resources(part[2], part[3]);
        }
        if (part.length == 3 && part[1].equals("apis") && versions().containsKey(part[2])) {
            ObjectNode group = group(part[2], versions().get(part[2]));
            return Answer.ok(group.put("kind", "APIGroup").put("apiVersion", "v1"));
        }
        if (path.isEmpty()) {
            return Answer.ok(root());
        }
        throw ApiError.noSuchPath();
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.0-cortex-sandbox")
                .put("gitCommit", "unknown")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-11-21T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "none")
                .put("platform", "jvm/any");
    }

    private ObjectNode root() {
        ObjectNode root = Json.object();
        ArrayNode paths = root.putArray("paths").add("/api").add("/api/v1").add("/apis");
        versions().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                versions.forEach(v -> paths.add("/apis/" + group + "/" + v));
            }
        });
        paths.add("/healthz")
                .add("/livez")
                .add("/openapi/v2")
                .add("/openapi/v3")
                .add("/readyz")
                .add("/version");
        return root;
    }

    private Map<String, Set<String>> versions() {
        Map<String, Set<String>> out = new LinkedHashMap<>();
        types.all().forEach(t -> out.computeIfAbsent(t.group(), g -> new LinkedHashSet<>())
                .add(t.version()));
        return out;
    }

    private ObjectNode plain(String path) {
        ObjectNode out = Json.object();
        if (path.equals("/api")) {
            out.put("kind", "APIVersions").putArray("versions").add("v1");
            return out;
        }
        ArrayNode groups =
                out.put("kind", "APIGroupList").put("apiVersion", "v1").putArray("groups");
        versions().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                groups.add(group(group, versions));
            }
        });
        return out;
    }

    private static ObjectNode group(String name, Set<String> versions) {
        ObjectNode group = Json.object().put("name", name);
        ArrayNode list = group.putArray("versions");
        versions.forEach(v -> list.add(version(name, v)));
        group.set("preferredVersion", version(name, versions.iterator().next()));
        return group;
    }

    private static ObjectNode version(String group, String version) {
        return Json.object().put("groupVersion", group + "/" + version).put("version", version);
    }

    private List<ResourceType> of(String group, String version) {
        return types.all().stream()
                .filter(t -> t.group().equals(group) && t.version().equals(version))
                .collect(Collectors.toList());
    }

    private Answer resources(String group, String version) {
        List<ResourceType> found = of(group, version);
        if (found.isEmpty()) {
            throw ApiError.noSuchPath();
        }
        ObjectNode list = Json.object();
        list.put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", found.get(0).apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (ResourceType type : found) {
            resources.add(resource(type));
            type.subresources().stream().sorted().forEach(sub -> resources.add(subresource(type, sub)));
        }
        return Answer.ok(list);
    }

    private static ObjectNode resource(ResourceType type) {
        ObjectNode out = Json.object();
        out.put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        out.set("verbs", Json.strings(type.verbs()));
        putNonEmpty(out, "shortNames", type.shortNames());
        putNonEmpty(out, "categories", type.categories());
        return out;
    }

    private static void putNonEmpty(ObjectNode object, String field, List<String> values) {
        if (!values.isEmpty()) {
            object.set(field, Json.strings(values));
        }
    }

    private static ObjectNode subresource(ResourceType type, String name) {
        ObjectNode out = Json.object();
        out.put("name", type.plural() + "/" + name).put("singularName", "").put("namespaced", type.namespaced());
        Subresource sub = Subresource.of(type, name);
        if (!sub.group().equals(type.group()) || !sub.version().equals(type.version())) {
            out.put("group", sub.group()).put("version", sub.version());
        }
        out.put("kind", sub.kind()).set("verbs", Json.strings(sub.verbs()));
        return out;
    }

    private record Subresource(String group, String version, String kind, List<String> verbs) {
        static Subresource of(ResourceType type, String name) {
            return switch (name) {
                case "scale" -> new Subresource("autoscaling", "v1", "Scale", List.of("get", "patch", "update"));
                case "eviction" -> new Subresource("policy", "v1", "Eviction", List.of("create"));
                case "binding" -> new Subresource("", "v1", "Binding", List.of("create"));
                case "token" -> new Subresource("authentication.k8s.io", "v1", "TokenRequest", List.of("create"));
                default ->
                    new Subresource(type.group(), type.version(), type.kind(), List.of("get", "patch", "update"));
            };
        }

        ObjectNode kindNode() {
            return Json.object().put("group", group).put("version", version).put("kind", kind);
        }
    }

    private static boolean wantsAggregated(Request request) {
        return request.header("Accept").contains("g=apidiscovery.k8s.io;v=v2;");
    }

    private Answer aggregated(boolean core) {
        ObjectNode list = Json.object();
        list.put("kind", "APIGroupDiscoveryList")
                .put("apiVersion", "apidiscovery.k8s.io/v2")
                .putObject("metadata");
        ArrayNode items = list.putArray("items");
        versions().forEach((group, versions) -> {
            if (group.isEmpty() == core) {
                ObjectNode item = items.addObject();
                item.putObject("metadata").put("name", group);
                ArrayNode array = item.putArray("versions");
                versions.forEach(v -> array.add(aggregatedVersion(group, v)));
            }
        });
        return new Answer(200, AGGREGATED, Json.bytes(list));
    }

    private ObjectNode aggregatedVersion(String group, String version) {
        ObjectNode out = Json.object().put("version", version);
        ArrayNode resources = out.putArray("resources");
        for (ResourceType type : of(group, version)) {
            ObjectNode r = resources.addObject();
            r.put("resource", type.plural());
            r.set("responseKind", new Subresource(group, version, type.kind(), List.of()).kindNode());
            r.put("scope", type.namespaced() ? "Namespaced" : "Cluster").put("singularResource", type.singular());
            r.set("verbs", Json.strings(type.verbs()));
            putNonEmpty(r, "shortNames", type.shortNames());
            putNonEmpty(r, "categories", type.categories());
            ArrayNode subs = Json.array();
            type.subresources().stream().sorted().forEach(name -> {
                Subresource sub = Subresource.of(type, name);
                ObjectNode s = subs.addObject().put("subresource", name);
                s.set("responseKind", sub.kindNode());
                s.set("verbs", Json.strings(sub.verbs()));
            });
            if (!subs.isEmpty()) {
                r.set("subresources", subs);
            }
        }
        return out.put("freshness", "Current");
    }
}
