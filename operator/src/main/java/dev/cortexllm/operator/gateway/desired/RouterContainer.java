package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.operator.child.Amounts;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.util.List;
import java.util.Map;

/** The router's container. */
final class RouterContainer {
    private static final int PORT = 8080;
    private static final int ADMIN_PORT = 9464;
    /** Seconds between two start-up or readiness checks. */
    private static final int READINESS_SECONDS = 1;
    /** Start-up checks until a router without any configuration is started anew: five minutes. */
    private static final int STARTUP_FAILURES = 300;

    /** Environment variables by which the router finds what the volumes hold. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "CORTEX_CONFIG_DIR",
            RouterVolumes.CONFIG_DIR,
            "CORTEX_TOKEN_FILE",
            RouterVolumes.TOKEN_DIR + "/" + RouterVolumes.TOKEN_FILE,
            "CORTEX_STATE_DIR",
            RouterVolumes.STATE_DIR,
            "CORTEX_LISTEN_ADDRESS",
            "0.0.0.0",
            "CORTEX_PORT",
            String.valueOf(PORT),
            "CORTEX_ADMIN_ADDRESS",
            "0.0.0.0",
            "CORTEX_ADMIN_PORT",
            String.valueOf(ADMIN_PORT));

    private RouterContainer() {}

    static Container desired(RouterSettings settings) {
        String own = settings.spec().image();
        return new ContainerBuilder()
                .withName("router")
                .withImage(own == null ? settings.image() : own)
                .withArgs("serve")
                .withEnv(environment())
                .addNewPort()
                .withName("http")
                .withContainerPort(PORT)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("admin")
                .withContainerPort(ADMIN_PORT)
                .withProtocol("TCP")
                .endPort()
                .withResources(Amounts.of(settings.spec().resources()))
                .withStartupProbe(probe("/readyz", READINESS_SECONDS, STARTUP_FAILURES))
                .withReadinessProbe(probe("/readyz", READINESS_SECONDS, 2))
                .withLivenessProbe(probe("/healthz", 10, 3))
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(RouterVolumes.mounts())
                .build();
    }

    private static List<EnvVar> environment() {
        return ENVIRONMENT.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
                .toList();
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("http"))
                .withScheme("HTTP")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(Math.min(periodSeconds, 5))
                .withFailureThreshold(failures)
                .build();
    }
}
