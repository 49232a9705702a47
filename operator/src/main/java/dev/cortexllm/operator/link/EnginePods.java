package dev.cortexllm.operator.link;

import dev.cortexllm.config.RouterConfig;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.link.FromOperator.Endpoint;
import dev.cortexllm.operator.child.lws.LeaderWorkerSet;
import dev.cortexllm.operator.watch.PodState;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** From engine pods to endpoints. */
public final class EnginePods {
    private static final String TEMPLATE = "pod-template-hash";

    private EnginePods() {}

    /**
     * The endpoints of every deployment that a configuration names.
     *
     * @param config the configuration
     * @param pods the engine pods of a deployment, by namespace and name
     * @return endpoints by upstream id, sorted by pod; a deployment without pods has an empty list
     */
    public static Map<String, List<Endpoint>> endpoints(
            RouterConfig config, BiFunction<String, String, List<Pod>> pods) {
        Map<String, List<Endpoint>> endpoints = new TreeMap<>();
        config.upstreams().stream()
                .filter(Upstream::local)
                .forEach(upstream -> endpoints.put(upstream.id(), endpoints(upstream, pods)));
        return endpoints;
    }

    /**
     * The endpoints of one deployment.
     *
     * @param upstream the deployment in a configuration
     * @param pods the engine pods of a deployment, by namespace and name
     * @return its endpoints, sorted by pod
     */
    static List<Endpoint> endpoints(Upstream upstream, BiFunction<String, String, List<Pod>> pods) {
        // deployment/<namespace>/<name>
        String[] id = upstream.id().split("/", 3);
        return endpoints(pods.apply(id[1], id[2]), upstream.engine().port());
    }

    private static List<Endpoint> endpoints(List<Pod> pods, int port) {
        return pods.stream()
                .filter(PodState::answers)
                .filter(pod -> !PodState.over(pod) && pod.getStatus() != null)
                .filter(pod -> pod.getStatus().getPodIP() != null
                        && !pod.getStatus().getPodIP().isEmpty())
                .map(pod -> endpoint(pod, port))
                .sorted(Comparator.comparing(Endpoint::pod))
                .toList();
    }

    private static Endpoint endpoint(Pod pod, int port) {
        return new Endpoint(
                pod.getMetadata().getName(),
                pod.getStatus().getPodIP(),
                port,
                PodState.ready(pod),
                PodState.terminating(pod),
                revision(pod.getMetadata().getLabels()));
    }

    private static String revision(Map<String, String> labels) {
        String ofGroup = labels.getOrDefault(LeaderWorkerSet.REVISION, "");
        return labels.getOrDefault(TEMPLATE, ofGroup);
    }
}
