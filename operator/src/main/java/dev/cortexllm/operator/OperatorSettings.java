package dev.cortexllm.operator;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How an operator process runs.
 *
 * @param namespaces namespaces to watch; empty: all
 * @param operatorNamespace the operator's own namespace when it runs in a pod: the link's authority is kept there, and
 *     leaders are elected there; empty outside
 * @param linkAddress where the link listens
 * @param linkAdvertise URL at which routers find the link; empty: the bound address
 * @param routerImage router image where a gateway names none
 * @param allowLoopback whether resources may name this machine
 * @param leaderElect whether replicas elect a leader
 * @param resync longest time between two runs for the same resource
 * @param health where health and metrics are served; empty: nowhere
 * @param clusterDomain DNS domain of the cluster
 * @param discovery time between two looks which optional kinds the cluster has
 * @param scalingUrl base URL at which KEDA asks for the load of deployments; empty: where health is served on this machine
 */
public record OperatorSettings(
        Set<String> namespaces,
        Optional<String> operatorNamespace,
        InetSocketAddress linkAddress,
        Optional<String> linkAdvertise,
        String routerImage,
        boolean allowLoopback,
        boolean leaderElect,
        Duration resync,
        Optional<InetSocketAddress> health,
        String clusterDomain,
        Duration discovery,
        Optional<String> scalingUrl) {

    /** With loads told where health is served. */
    public OperatorSettings(
            Set<String> namespaces,
            Optional<String> operatorNamespace,
            InetSocketAddress linkAddress,
            Optional<String> linkAdvertise,
            String routerImage,
            boolean allowLoopback,
            boolean leaderElect,
            Duration resync,
            Optional<InetSocketAddress> health,
            String clusterDomain,
            Duration discovery) {
        this(
                namespaces,
                operatorNamespace,
                linkAddress,
                linkAdvertise,
                routerImage,
                allowLoopback,
                leaderElect,
                resync,
                health,
                clusterDomain,
                discovery,
                Optional.empty());
    }
}
