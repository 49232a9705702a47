package dev.cortexllm.operator.child;

import dev.cortexllm.compile.ChildNames;
import dev.cortexllm.config.BundleFiles;
import java.util.stream.IntStream;

/** Names of a gateway's children. */
public final class RouterNames {
    private RouterNames() {}

    /**
     * Name of Deployment, Service, ServiceAccount, PodDisruptionBudget and NetworkPolicy.
     *
     * @param gateway name of the gateway
     * @return {@code <gateway>-router}, see {@link ChildNames#label}
     */
    public static String router(String gateway) {
        return ChildNames.label(gateway, "-router");
    }

    /**
     * Name of one of the Secrets that carry the configuration.
     *
     * @param gateway name of the gateway
     * @param slot number of the Secret, 0 to {@code BundleFiles.MAX_PARTS - 1}
     * @return {@code <gateway>-router-config-<slot>}
     */
    public static String config(String gateway, int slot) {
        return ChildNames.label(gateway, "-router-config-" + slot);
    }

    /**
     * Name of the ConfigMap that sidecars mount.
     *
     * @param gateway name of the gateway
     * @return {@code <gateway>-sidecar}
     */
    public static String sidecar(String gateway) {
        return ChildNames.label(gateway, "-sidecar");
    }

    /**
     * All slots.
     *
     * @return their numbers, ascending
     */
    public static IntStream slots() {
        return IntStream.range(0, BundleFiles.MAX_PARTS);
    }
}
