package dev.cortexllm.operator.scale;

import dev.cortexllm.config.Upstream;
import dev.cortexllm.operator.child.Labels;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import dev.cortexllm.operator.link.RouterRegistry;
import dev.cortexllm.operator.watch.PodState;
import dev.cortexllm.operator.watch.PodWatch;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** Which routers serve requests and do not tell of them: of those nobody knows what they have for an engine. */
public final class RouterCensus {
    private final GatewayBoard board;
    private final BiFunction<String, String, List<Pod>> pods;
    private final RouterRegistry registry;

    /**
     * @param board what gateways serve
     * @param pods the routers' pods
     * @param registry who has reported lately
     */
    public RouterCensus(GatewayBoard board, PodWatch pods, RouterRegistry registry) {
        this(board, (namespace, gateway) -> pods.pods(namespace, gateway, Labels.ROUTER), registry);
    }

    RouterCensus(GatewayBoard board, BiFunction<String, String, List<Pod>> pods, RouterRegistry registry) {
        this.board = board;
        this.pods = pods;
        this.registry = registry;
    }

    /**
     * Counts.
     *
     * @return names of the silent router pods by id of each deployment that they serve; a deployment without any is not there
     */
    public Map<String, TreeSet<String>> silent() {
        Map<String, TreeSet<String>> silent = new HashMap<>();
        for (GatewayId gateway : board.gateways()) {
            List<String> names = pods.apply(gateway.namespace(), gateway.name()).stream()
                    .filter(PodState::ready)
                    .map(pod -> pod.getMetadata().getName())
                    .filter(name -> registry.latest(new RouterId(gateway, name)).isEmpty())
                    .toList();
            if (!names.isEmpty()) {
                board.find(gateway).ifPresent(served -> served.bundle().config().upstreams().stream()
                        .filter(Upstream::local)
                        .forEach(upstream -> silent.computeIfAbsent(upstream.id(), id -> new TreeSet<>())
                                .addAll(names)));
            }
        }
        return silent;
    }
}
