package dev.cortexllm.router.notice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Keeps webhooks away from places that a resource's author must not reach through the router. The compiler judges URLs as they
 * are written; this looks at what a name resolves to: no link-local addresses, where clouds keep their metadata service, none
 * that is not of one machine, and the router's own machine only where the URL itself names it.
 */
final class WebhookGuard {
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    private WebhookGuard() {}

    /** An address that must not be called. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * The address to call. Resolves the host's name and blocks for that long.
     *
     * @param url the webhook
     * @return its first address
     * @throws Refused when any of its addresses must not be called
     * @throws UnknownHostException when there is none
     */
    static InetAddress address(URI url) throws IOException {
        InetAddress[] all = InetAddress.getAllByName(url.getHost());
        boolean named = url.getHost().matches("(?i)(.*\\.)?localhost\\.?|127(\\.[0-9]+){3}|\\[?::1\\]?");
        for (InetAddress address : all) {
            check(address, named);
        }
        return all[0];
    }

    private static void check(InetAddress address, boolean loopbackNamed) throws Refused {
        if (address.isLinkLocalAddress() || METADATA.contains(address.getHostAddress())) {
            throw new Refused("it resolves to a link-local address or a cloud's metadata service");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new Refused("it resolves to what is not the address of one machine");
        }
        if (address.isLoopbackAddress() && !loopbackNamed) {
            throw new Refused("it resolves to the router's own machine");
        }
    }
}
