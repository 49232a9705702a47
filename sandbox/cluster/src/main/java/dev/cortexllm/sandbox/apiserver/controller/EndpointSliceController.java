package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.LabelSelector;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Keeps one EndpointSlice per Service that has a selector. The older Endpoints objects are not written. */
final class EndpointSliceController implements Controller {
    private static final String SLICES = "endpointslices.discovery.k8s.io";
    private static final String SERVICE_LABEL = "kubernetes.io/service-name";
    private static final String MANAGER_LABEL = "endpointslice.kubernetes.io/managed-by";
    private static final String MANAGER = "endpointslice-controller.k8s.io";
    private final Objects objects;
    private final Set<String> pending = new TreeSet<>();

    EndpointSliceController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        String namespace = change.key().namespace();
        if (change.key().resource().equals("services")) {
            pending.add(namespace + "/" + change.key().name());
        } else if (change.key().resource().equals("pods")) {
            objects.list("services", namespace).stream()
                    .filter(s -> selects(s, change.before()) || selects(s, change.after()))
                    .forEach(s -> pending.add(namespace + "/" + Meta.name(s)));
        }
    }

    private static boolean selects(ObjectNode service, ObjectNode pod) {
        JsonNode selector = Json.at(service, "spec", "selector");
        if (pod == null || selector.isEmpty()) {
            return false;
        }
        Predicate<JsonNode> matches = LabelSelector.of(Json.object().set("matchLabels", selector));
        return matches.test(pod);
    }

    @Override
    public void act() {
        List<String> work = List.copyOf(pending);
        pending.clear();
        for (String path : work) {
            String[] part = path.split("/");
            objects.get(new Key("services", part[0], part[1]))
                    .filter(s ->
                            !Meta.deleting(s) && !Json.at(s, "spec", "selector").isEmpty())
                    .ifPresent(s -> sync(part[0], s));
        }
    }

    private void sync(String namespace, ObjectNode service) {
        List<ObjectNode> pods = objects.list("pods", namespace).stream()
                .filter(p -> selects(service, p)
                        && !Json.text(p, "status", "podIP").isEmpty()
                        && (PodState.active(p) || Meta.deleting(p)))
                .toList();
        ArrayNode endpoints = Json.array();
        pods.forEach(p -> endpoints.add(endpoint(p)));
        ArrayNode ports = Json.array();
        Json.elements(Json.at(service, "spec", "ports"))
                .forEach(p -> port(p, pods).ifPresent(ports::add));
        Optional<ObjectNode> slice = objects.list(SLICES, namespace).stream()
                .filter(s -> PodState.controlledBy(s, Meta.uid(service)))
                .findFirst();
        if (slice.isEmpty()) {
            objects.create(SLICES, newSlice(service, endpoints, ports), namespace);
        } else {
            objects.update(new Key(SLICES, namespace, Meta.name(slice.get())), s -> {
                s.set("endpoints", endpoints);
                s.set("ports", ports);
                return s;
            });
        }
    }

    private static ObjectNode newSlice(ObjectNode service, ArrayNode endpoints, ArrayNode ports) {
        ObjectNode slice = Json.object();
        ObjectNode metadata = slice.putObject("metadata").put("generateName", Meta.name(service) + "-");
        ObjectNode labels = metadata.putObject("labels");
        Meta.labels(service).forEach(labels::put);
        labels.put(SERVICE_LABEL, Meta.name(service)).put(MANAGER_LABEL, MANAGER);
        if (Json.text(service, "spec", "clusterIP").equals("None")) {
            labels.put("service.kubernetes.io/headless", "");
        }
        Meta.control(slice, service);
        slice.put("addressType", "IPv4");
        slice.set("endpoints", endpoints);
        slice.set("ports", ports);
        return slice;
    }

    private static ObjectNode endpoint(ObjectNode pod) {
        ObjectNode out = Json.object();
        out.set("addresses", Json.strings(List.of(Json.text(pod, "status", "podIP"))));
        boolean ready = PodState.ready(pod);
        out.putObject("conditions")
                .put("ready", ready && !Meta.deleting(pod))
                .put("serving", ready)
                .put("terminating", Meta.deleting(pod));
        out.put("nodeName", Json.text(pod, "spec", "nodeName"));
        out.putObject("targetRef")
                .put("kind", "Pod")
                .put("namespace", Meta.namespace(pod))
                .put("name", Meta.name(pod))
                .put("uid", Meta.uid(pod));
        return out;
    }

    private static Optional<ObjectNode> port(JsonNode servicePort, List<ObjectNode> pods) {
        JsonNode target = servicePort.path("targetPort");
        int number = target.isTextual() ? named(target.asText(), pods) : target.asInt();
        if (number == 0) {
            return Optional.empty();
        }
        return Optional.of(Json.object()
                .put("name", Json.text(servicePort, "name"))
                .put("port", number)
                .put("protocol", Json.text(servicePort, "protocol")));
    }

    private static int named(String name, List<ObjectNode> pods) {
        return pods.stream()
                .flatMap(p -> Json.elements(Json.at(p, "spec", "containers")).stream())
                .flatMap(c -> Json.elements(c.path("ports")).stream())
                .filter(p -> Json.text(p, "name").equals(name))
                .mapToInt(p -> p.path("containerPort").asInt())
                .findFirst()
                .orElse(0);
    }
}
