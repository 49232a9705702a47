package dev.cortexllm.operator.provider;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the operator's own calls away from places that a resource's author must not reach through it. The compiler judges
 * URLs as they are written; this looks at the addresses that a name resolves to: link-local ones (cloud metadata), the API
 * server, and this machine unless that is allowed. Private networks are allowed: self-hosted models live there.
 */
public final class AddressGuard {
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    private final boolean allowLoopback;
    private final URI apiServer;

    /**
     * @param allowLoopback whether this machine may be called
     * @param apiServer address of the API server
     */
    public AddressGuard(boolean allowLoopback, URI apiServer) {
        this.allowLoopback = allowLoopback;
        this.apiServer = apiServer;
    }

    /** Why a URL must not be called; empty when it may. Resolves the host's name and may block for that long. */
    Optional<String> refusal(URI url) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
            Optional<String> refusal = refusal(url, address);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusal(URI url, InetAddress address) throws UnknownHostException {
        String place = url.getHost() + " (" + address.getHostAddress() + ")";
        if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
            return Optional.of(place + " is link-local or a cloud's metadata service");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return Optional.of(place + " is not the address of one machine");
        }
        if (address.isLoopbackAddress() && !allowLoopback) {
            return Optional.of(place + " is the operator's own machine");
        }
        return isApiServer(url, address) ? Optional.of(place + " is the Kubernetes API server") : Optional.empty();
    }

    /** On a person's own machine API server and models share an address, so there the port must be the same as well. */
    private boolean isApiServer(URI url, InetAddress address) throws UnknownHostException {
        boolean sameHost = address.equals(InetAddress.getByName(apiServer.getHost()));
        return sameHost && (!address.isLoopbackAddress() || port(url) == port(apiServer));
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }
}
