package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import dev.cortexllm.sandbox.apiserver.type.ResourceType;
import java.util.List;

/** What every cluster has from the start: its namespaces and the Service {@code kubernetes}. */
public final class Bootstrap {
    private static final WriteOptions OPTIONS = WriteOptions.internal("kube-apiserver");

    private Bootstrap() {}

    public static void create(Resources resources) {
        ResourceType namespaces = resources.types().find("", "v1", "namespaces").orElseThrow();
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            resources.writer().create(namespaces, "", named(name), OPTIONS);
        }
        ObjectNode kubernetes = named("kubernetes");
        Json.child(kubernetes, "metadata").putObject("labels").put("provider", "kubernetes");
        kubernetes
                .putObject("spec")
                .putArray("ports")
                .addObject()
                .put("name", "https")
                .put("port", 443)
                .put("targetPort", 6443);
        ResourceType services = resources.types().find("", "v1", "services").orElseThrow();
        resources.writer().create(services, "default", kubernetes, OPTIONS);
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", name);
        return object;
    }
}
