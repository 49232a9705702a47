package dev.cortexllm.sandbox.kubelet;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request path of the Kubernetes API, taken apart. */
record FakePath(
        String namespace,
        String resource,
        String name,
        String subresource,
        boolean watch,
        long since,
        String onlyName) {
    private static final Pattern NAME = Pattern.compile("metadata.name(?:=|%3D)([^&,]+)");
    private static final Pattern SINCE = Pattern.compile("resourceVersion=(\\d+)");

    static FakePath of(URI uri) {
        List<String> parts =
                new ArrayList<>(Arrays.asList(uri.getPath().substring(1).split("/")));
        parts.subList(0, parts.get(0).equals("api") ? 2 : 3).clear();
        String namespace = "";
        if (parts.get(0).equals("namespaces") && parts.size() > 2) {
            namespace = parts.get(1);
            parts.subList(0, 2).clear();
        }
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        Matcher name = NAME.matcher(query);
        Matcher since = SINCE.matcher(query);
        return new FakePath(
                namespace,
                parts.get(0),
                parts.size() > 1 ? parts.get(1) : "",
                parts.size() > 2 ? parts.get(2) : "",
                query.contains("watch=true"),
                since.find() ? Long.parseLong(since.group(1)) : 0,
                name.find() ? name.group(1) : "");
    }

    String key() {
        return resource + "/" + namespace + "/" + name;
    }

    /** Whether an object belongs to the list that this path names. */
    boolean covers(String key) {
        String[] parts = key.split("/");
        return parts[0].equals(resource)
                && (namespace.isEmpty() || parts[1].equals(namespace))
                && (onlyName.isEmpty() || parts[2].equals(onlyName));
    }
}
