package dev.cortexllm.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a process knows of the pod that it runs in, if it does. */
final class InPod {
    private static final Path NAMESPACE_FILE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");
    /** Name of the operator's Service. */
    private static final String SERVICE = "cortex-operator";

    private InPod() {}

    /** The pod's namespace; empty outside a pod. */
    static Optional<String> namespace(Map<String, String> environment) throws IOException {
        if (!environment.containsKey("KUBERNETES_SERVICE_HOST")) {
            return Optional.empty();
        }
        String named = environment.get("POD_NAMESPACE");
        if (named != null) {
            return Optional.of(named);
        }
        return Files.exists(NAMESPACE_FILE)
                ? Optional.of(Files.readString(NAMESPACE_FILE).strip())
                : Optional.empty();
    }

    /** The pod's name, where the manifest tells it; empty outside a pod. */
    static Optional<String> name(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("POD_NAME"))
                .filter(name -> environment.containsKey("KUBERNETES_SERVICE_HOST") && !name.isBlank());
    }

    /** DNS name of the operator's Service, complete without knowing the cluster's domain. */
    static String serviceHost(String namespace) {
        return SERVICE + "." + namespace + ".svc";
    }
}
