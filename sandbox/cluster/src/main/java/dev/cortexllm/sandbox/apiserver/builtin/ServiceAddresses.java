package dev.cortexllm.sandbox.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives Services their virtual address out of 10.96.0.0/16, the range kubeadm uses. Nothing routes to it. */
public final class ServiceAddresses {
    private final Store store;

    public ServiceAddresses(Store store) {
        this.store = store;
    }

    /** Sets {@code clusterIP} and {@code clusterIPs} where the Service wants an address; the lowest free one. */
    public void assign(ObjectNode service) {
        ObjectNode spec = Json.child(service, "spec");
        if (Json.text(spec, "type").equals("ExternalName")) {
            return;
        }
        if (Json.blank(spec.get("clusterIP"))) {
            spec.put("clusterIP", lowestFree());
        }
        if (!spec.has("clusterIPs")) {
            spec.set("clusterIPs", Json.strings(List.of(Json.text(spec, "clusterIP"))));
        }
        if (!spec.has("ipFamilies")) {
            spec.put("ipFamilyPolicy", "SingleStack").set("ipFamilies", Json.strings(List.of("IPv4")));
        }
    }

    private String lowestFree() {
        Set<String> taken = new HashSet<>();
        store.list("services", "").items().forEach(s -> taken.add(Json.text(s, "spec", "clusterIP")));
        for (int n = 1; n < 0xFFFF; n++) {
            String address = "10.96." + (n >> 8) + "." + (n & 0xFF);
            if (!taken.contains(address)) {
                return address;
            }
        }
        throw new IllegalStateException("all addresses of 10.96.0.0/16 are taken");
    }
}
