package dev.cortexllm.operator.gateway;

import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.operator.child.Applier;
import dev.cortexllm.operator.child.ChildFailure;
import dev.cortexllm.operator.child.Owner;
import dev.cortexllm.operator.child.RouterNames;
import dev.cortexllm.operator.gateway.desired.ConfigSlots;
import dev.cortexllm.operator.watch.Children;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Writes configurations into Secrets, in an order that leaves a readable configuration wherever it is cut off. */
final class ConfigPublisher {
    private final Applier applier;
    private final Supplier<LinkAddress> link;

    ConfigPublisher(Applier applier, Supplier<LinkAddress> link) {
        this.applier = applier;
        this.link = link;
    }

    /** The gateway's own Secrets that exist, by slot. */
    Map<Integer, Secret> stored(Owner gateway, Children<LLMGateway> children) {
        Map<Integer, Secret> stored = new HashMap<>();
        RouterNames.slots().forEach(slot -> children.find(
                        Secret.class, gateway.namespace(), RouterNames.config(gateway.name(), slot))
                .filter(gateway::controls)
                .ifPresent(secret -> stored.put(slot, secret)));
        return stored;
    }

    /** Publishes; empty when all Secrets are as they should be, else what stands in the way of the first that is not. */
    Optional<ChildFailure> publish(Owner gateway, Map<String, byte[]> files, Children<LLMGateway> children) {
        Map<Integer, Secret> stored = stored(gateway, children);
        ConfigSlots.Plan plan = ConfigSlots.plan(files, CanonicalJson.bytes(link.get()), fileNames(stored));
        for (Map.Entry<Integer, Map<String, byte[]>> write : plan.writes().entrySet()) {
            Secret secret = ConfigSlots.secret(gateway, write.getKey(), write.getValue());
            Optional<ChildFailure> failure = applier.apply(gateway, secret, children.find(secret));
            if (failure.isPresent()) {
                return failure;
            }
        }
        plan.empty().stream()
                .map(stored::get)
                .filter(secret -> secret != null)
                .forEach(secret -> applier.delete(gateway, secret));
        return Optional.empty();
    }

    private static Map<Integer, Set<String>> fileNames(Map<Integer, Secret> stored) {
        Map<Integer, Set<String>> names = new HashMap<>();
        stored.forEach((slot, secret) -> names.put(
                slot, secret.getData() == null ? Set.of() : secret.getData().keySet()));
        return names;
    }

    /** The Secrets as a list. */
    List<Secret> secrets(Owner gateway, Children<LLMGateway> children) {
        return List.copyOf(stored(gateway, children).values());
    }
}
