package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.child.RouterNames;
import dev.cortexllm.operator.gateway.desired.RouterSettings;
import dev.cortexllm.operator.watch.Children;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The ConfigMap from which a sidecar learns where the link is, and whom to trust there: nothing of it is secret. */
final class SidecarLinks {
    private final Applier applier;
    private final Supplier<LinkAddress> link;

    SidecarLinks(Applier applier, Supplier<LinkAddress> link) {
        this.applier = applier;
        this.link = link;
    }

    /** Brings it to its desired state; it goes with the gateway. */
    Optional<ChildFailure> bring(RouterSettings settings, Children<LLMGateway> children) {
        if (settings.sidecars().isEmpty()) {
            return Optional.empty();
        }
        ConfigMap desired = new ConfigMapBuilder()
                .withMetadata(settings.owner()
                        .child(RouterNames.sidecar(settings.owner().name()), Labels.ROUTER))
                .withData(Map.of(
                        LinkProtocol.ADDRESS_FILE, new String(CanonicalJson.bytes(link.get()), StandardCharsets.UTF_8)))
                .build();
        return applier.apply(settings.owner(), desired, children.find(desired));
    }
}
