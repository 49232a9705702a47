package dev.cortexllm.sandbox.kubelet.reference;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of pods behind headless Services, {@code <pod>.<service>.<namespace>}. Local processes have no cluster DNS, and a
 * kubelet cannot give them one without root; so where a variable of a container is such a name, and nothing else, the process
 * gets the pod's address in its place. A name of which a cluster's DNS would not know an address yet holds the container back.
 */
public final class PodNames {
    private static final Pattern NAME = Pattern.compile(
            "([a-z0-9][-a-z0-9]*)[.]([a-z][-a-z0-9]*)[.]([a-z0-9][-a-z0-9]*)([.]svc([.][-.a-z0-9]+)?)?");

    /** A name that will have an address, but has none yet. */
    public static final class UnknownYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownYet(String name) {
            super("the name " + name + " has no address yet");
        }
    }

    private final KubernetesClient client;

    /** @param client asks for Services and pods */
    public PodNames(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Puts addresses in place of names.
     *
     * @param pod whose variables they are; only names of its namespace are looked at
     * @param podIp its own address
     * @param environment the variables
     * @return the variables with addresses
     * @throws UnknownYet when a pod has no address yet
     */
    public Map<String, String> resolve(Pod pod, String podIp, Map<String, String> environment) {
        Map<String, String> resolved = new LinkedHashMap<>();
        environment.forEach((variable, value) ->
                resolved.put(variable, address(pod, podIp, value).orElse(value)));
        return resolved;
    }

    private Optional<String> address(Pod pod, String podIp, String value) {
        Matcher name = NAME.matcher(value);
        String namespace = pod.getMetadata().getNamespace();
        if (!name.matches() || !name.group(3).equals(namespace)) {
            return Optional.empty();
        }
        Service service =
                client.services().inNamespace(namespace).withName(name.group(2)).get();
        if (service == null || !"None".equals(service.getSpec().getClusterIP())) {
            return Optional.empty();
        }
        if (answers(pod, name)) {
            return Optional.of(podIp);
        }
        return Optional.of(Optional.ofNullable(client.pods()
                        .inNamespace(namespace)
                        .withName(name.group(1))
                        .get())
                .filter(other -> answers(other, name) && other.getStatus() != null)
                .map(other -> other.getStatus().getPodIP())
                .filter(ip -> !ip.isEmpty())
                .orElseThrow(() -> new UnknownYet(value)));
    }

    private static boolean answers(Pod pod, Matcher name) {
        return name.group(1).equals(pod.getSpec().getHostname())
                && name.group(2).equals(pod.getSpec().getSubdomain());
    }
}
