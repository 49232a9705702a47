package dev.cortexllm.sandbox.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.builtin.PodAdmission;
import dev.cortexllm.sandbox.apiserver.builtin.ServiceAddresses;
import dev.cortexllm.sandbox.apiserver.crd.CrdCatalog;
import dev.cortexllm.sandbox.apiserver.object.Ids;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.store.Key;
import dev.cortexllm.sandbox.apiserver.store.Store;
import java.util.Comparator;
import java.util.List;

/** What a write of a certain built-in kind brings about beside the write itself. */
final class KindHooks {
    private static final int EVENTS_KEPT = 5_000;
    private final Store store;
    private final CrdCatalog crds;
    private final ServiceAddresses addresses;
    private final PodAdmission podAdmission;

    KindHooks(Store store, CrdCatalog crds, Ids ids) {
        this.store = store;
        this.crds = crds;
        this.addresses = new ServiceAddresses(store);
        this.podAdmission = new PodAdmission(store, ids);
    }

    /** Completes an object that is about to be validated and stored. */
    void complete(ObjectNode object, ObjectNode old) {
        switch (Json.text(object, "kind")) {
            case "Service" -> {
                keepAddress(object, old);
                Json.child(Json.child(object, "status"), "loadBalancer");
            }
            case "CustomResourceDefinition" -> crds.establish(object);
            case "Pod" -> {
                if (old == null) {
                    firstPodStatus(object);
                    podAdmission.admit(object);
                }
            }
            default -> {
                // nothing to complete
            }
        }
    }

    /** Fills in what the server chooses, after field ownership has been settled: nobody owns it. */
    void allocate(ObjectNode object) {
        if (Json.text(object, "kind").equals("Service")) {
            addresses.assign(object);
        }
    }

    private static void keepAddress(ObjectNode service, ObjectNode old) {
        // an update that leaves the address out keeps it, so that plain manifests can be put again
        if (old != null && Json.blank(Json.at(service, "spec", "clusterIP"))) {
            for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
                Json.setOrRemove(Json.child(service, "spec"), field, Json.at(old, "spec", field));
            }
        }
    }

    private static void firstPodStatus(ObjectNode pod) {
        ObjectNode status = pod.putObject("status");
        status.put("phase", "Pending").put("qosClass", qosClass(pod));
    }

    private static String qosClass(ObjectNode pod) {
        boolean any = false;
        boolean all = true;
        for (var container : Json.elements(Json.at(pod, "spec", "containers"))) {
            var limits = Json.at(container, "resources", "limits");
            var requests = Json.at(container, "resources", "requests");
            any |= !limits.isEmpty() || !requests.isEmpty();
            all &= limits.has("cpu") && limits.has("memory") && limits.equals(requests);
        }
        return !any ? "BestEffort" : all ? "Guaranteed" : "Burstable";
    }

    /** After an object has been stored. */
    void stored(Key key, ObjectNode object) {
        if (key.resource().equals(CrdCatalog.RESOURCE)) {
            crds.serve(object);
        } else if (key.resource().equals("events")) {
            dropOldEvents();
        }
    }

    /** After an object has been removed. */
    void removed(Key key) {
        if (key.resource().equals(CrdCatalog.RESOURCE)) {
            crds.withdraw(key.name());
        }
    }

    private void dropOldEvents() {
        List<ObjectNode> events = store.list("events", "").items();
        if (events.size() <= EVENTS_KEPT) {
            return;
        }
        events.stream()
                .min(Comparator.comparingLong(e -> Long.parseLong(Json.text(e, "metadata", "resourceVersion"))))
                .ifPresent(e -> store.remove(
                        new Key("events", Json.text(e, "metadata", "namespace"), Json.text(e, "metadata", "name"))));
    }
}
