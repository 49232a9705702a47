package dev.cortexllm.router.link;

import dev.cortexllm.config.EngineConfig;
import dev.cortexllm.link.FromOperator.Endpoint;
import dev.cortexllm.link.FromOperator.Endpoints;
import dev.cortexllm.router.target.Address;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.target.UpstreamState.Announced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which pods stand behind which deployment: as the link last said; where it never said anything, as DNS says. Announces
 * that to the process whenever endpoints or deployments change. Safe for any thread.
 */
public final class EndpointBook {
    private final TargetStates states;
    private List<UpstreamEntry> deployments = List.of();
    private Endpoints told = new Endpoints(0, Map.of());

    /**
     * @param states gets the announcements
     */
    public EndpointBook(TargetStates states) {
        this.states = states;
    }

    /**
     * Other deployments are named by the configuration.
     *
     * @param upstreams every upstream of it
     */
    public synchronized void configured(List<UpstreamEntry> upstreams) {
        deployments = upstreams.stream().filter(EndpointBook::discovered).toList();
        announceAll();
    }

    /**
     * The link says which endpoints there are, or the kept ones are read.
     *
     * @param endpoints all of them
     */
    public synchronized void told(Endpoints endpoints) {
        told = endpoints;
        announceAll();
    }

    /** Revision of the endpoints in use, 0 before the first. */
    public synchronized long revision() {
        return told.revision();
    }

    /** Whether the link, now or in an earlier life, has told of every deployment. */
    public synchronized boolean complete() {
        return deployments.stream()
                .allMatch(entry -> told.deployments().containsKey(entry.config().id()));
    }

    /** Deployments of which the link has never said anything, so that DNS has to be asked. */
    public synchronized List<UpstreamEntry> unknown() {
        return deployments.stream()
                .filter(entry -> !told.deployments().containsKey(entry.config().id()))
                .filter(entry -> entry.config().engine().headlessHost() != null)
                .toList();
    }

    /**
     * DNS says where a deployment's pods are; counts only while the link has said nothing.
     *
     * @param deployment the deployment
     * @param addresses IP addresses of its ready pods
     */
    public synchronized void resolved(UpstreamEntry deployment, List<String> addresses) {
        if (!told.deployments().containsKey(deployment.config().id())) {
            int port = deployment.config().engine().port();
            announce(
                    deployment,
                    addresses.stream()
                            .map(ip -> new Endpoint(ip, ip, port, true, false, ""))
                            .toList());
        }
    }

    private static boolean discovered(UpstreamEntry entry) {
        EngineConfig engine = entry.config().engine();
        return engine != null
                && (engine.staticEndpoints() == null || engine.staticEndpoints().isEmpty());
    }

    private void announceAll() {
        for (UpstreamEntry deployment : deployments) {
            List<Endpoint> endpoints =
                    told.deployments().get(deployment.config().id());
            if (endpoints != null) {
                announce(deployment, endpoints);
            }
        }
    }

    private void announce(UpstreamEntry deployment, List<Endpoint> endpoints) {
        String path = Address.pathOf(deployment.config().baseUrl());
        List<Announced> announced = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            Address address = new Address(endpoint.ip(), endpoint.port(), false, path);
            announced.add(new Announced(endpoint.pod(), address, endpoint.ready() && !endpoint.terminating()));
        }
        states.announce(deployment.config().id(), announced);
    }
}
