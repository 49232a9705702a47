package dev.cortexllm.operator;

import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.operator.compilation.GatewayBoard;
import dev.cortexllm.operator.link.AuthorityStore;
import dev.cortexllm.operator.link.LinkAuthority;
import dev.cortexllm.operator.link.LinkHub;
import dev.cortexllm.operator.link.LinkServer;
import dev.cortexllm.operator.link.ReportSink;
import dev.cortexllm.operator.link.RouterAuth;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts the operator's end of the link together: authority, certificate, server, and the address that routers are told. */
final class Link {
    private final LinkServer server;
    private final LinkAddress address;

    Link(
            KubernetesClient client,
            OperatorSettings settings,
            GatewayBoard board,
            LinkHub hub,
            ReportSink reports,
            Clock clock,
            SecureRandom random) {
        LinkAuthority authority = settings.operatorNamespace()
                .map(namespace -> new AuthorityStore(client, namespace).authority(clock.instant(), random))
                .orElseGet(() -> LinkAuthority.create(clock.instant(), random));
        RouterAuth auth = new RouterAuth(new TokenReviews(client)::review, board::gateways, board::sidecars, clock);
        try {
            this.server = new LinkServer(
                    settings.linkAddress(),
                    authority.serverContext(hosts(settings), clock.instant(), random),
                    auth,
                    hub,
                    reports);
        } catch (IOException e) {
            throw new UncheckedIOException("the link cannot listen on " + settings.linkAddress(), e);
        }
        this.address = new LinkAddress(url(settings, server.address()), authority.certificatePem());
    }

    LinkServer server() {
        return server;
    }

    LinkAddress address() {
        return address;
    }

    /** Every name under which somebody may call: what is advertised, what is bound, and this machine. */
    private static List<String> hosts(OperatorSettings settings) {
        Set<String> hosts = new LinkedHashSet<>();
        settings.linkAdvertise().map(url -> URI.create(url).getHost()).ifPresent(hosts::add);
        settings.operatorNamespace().ifPresent(namespace -> hosts.add(InPod.serviceHost(namespace)));
        InetAddress bound = settings.linkAddress().getAddress();
        if (!bound.isAnyLocalAddress()) {
            hosts.add(bound.getHostAddress());
        }
        hosts.add("127.0.0.1");
        hosts.add("localhost");
        return List.copyOf(hosts);
    }

    private static String url(OperatorSettings settings, InetSocketAddress bound) {
        InetAddress host = bound.getAddress();
        String literal = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        String bracketed = literal.contains(":") ? "[" + literal + "]" : literal;
        return settings.linkAdvertise().orElse("https://" + bracketed + ":" + bound.getPort());
    }
}
