package dev.cortexllm.compile;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses URLs that would turn a router into a way to places which its users must not reach (server-side request forgery):
 * link-local addresses and cloud metadata services, which hand out credentials; the API server; no address at all. Private
 * networks are allowed, as self-hosted models live there. It judges what is written, without DNS: a name that resolves to
 * such an address is for the network's policy to stop.
 */
final class UrlGuard {
    /** Names and addresses outside the link-local range that answer with a machine's credentials. */
    private static final Set<String> METADATA = Set.of(
            "metadata",
            "metadata.google.internal",
            "metadata.goog",
            "instance-data",
            "instance-data.ec2.internal",
            "100.100.100.200", // Alibaba Cloud
            "168.63.129.16", // Azure's wire server
            "192.0.0.192", // Oracle Cloud
            "fd00:ec2:0:0:0:0:0:254", // AWS over IPv6
            "fd20:ce:0:0:0:0:0:254"); // Google Cloud over IPv6

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private final boolean allowLoopback;

    UrlGuard(boolean allowLoopback) {
        this.allowLoopback = allowLoopback;
    }

    /** Why a URL must not be called, as a sentence; empty when it may. */
    Optional<String> refusal(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of(
                    url.contains("://")
                            ? "'" + withoutUserInfo(url) + "' is not a URL: " + e.getReason()
                            : "the URL must start with http:// or https://");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.of("the URL must start with http:// or https://");
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            return Optional.of("the URL must not hold user or password; use credentials");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("the URL must not have a query or fragment");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            return Optional.of("'" + url + "' has no valid host and port");
        }
        return host(hostOf(uri));
    }

    /** The host of a URL in one spelling: lower case, without brackets and final dot. */
    static String hostOf(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1).replaceAll("%.*", "");
        }
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private Optional<String> host(String host) {
        if (METADATA.contains(host)) {
            return Optional.of("host " + host + " is a cloud's metadata service");
        }
        if (host.matches("kubernetes(\\.default(\\.svc(\\..*)?)?)?")) {
            return Optional.of("host " + host + " is the Kubernetes API server");
        }
        if (host.equals("localhost") || host.endsWith(".localhost")) {
            return loopback(host);
        }
        if (host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            return address(host);
        }
        // Resolvers read 2852039166, 0xa9fea9fe and 169.254.43518 as addresses too.
        String last = host.substring(host.lastIndexOf('.') + 1);
        if (last.matches("[0-9]+|0x[0-9a-f]*")) {
            return Optional.of("host " + host + " is an address in an unusual spelling; write it as four numbers");
        }
        return Optional.empty();
    }

    private Optional<String> address(String literal) {
        boolean four = !literal.contains(":");
        if (four && !literal.matches(OCTET + "(\\." + OCTET + "){3}")) {
            return Optional.of("host " + literal + " is not an address of four numbers from 0 to 255");
        }
        InetAddress address;
        try {
            address = InetAddress.getByName(
                    four ? literal : "[" + literal + "]"); // surely a literal: no name is resolved
        } catch (UnknownHostException e) {
            return Optional.of("host " + literal + " is not an address");
        }
        InetAddress inner = embedded(address);
        if (METADATA.contains(inner.getHostAddress())) {
            return Optional.of("host " + literal + " is a cloud's metadata service");
        }
        if (inner.isLinkLocalAddress()) {
            return Optional.of("host " + literal + " is link-local, where clouds keep their metadata service");
        }
        if (inner.isAnyLocalAddress() || inner.isMulticastAddress() || reserved(inner.getAddress())) {
            return Optional.of("host " + literal + " is not the address of one machine");
        }
        return inner.isLoopbackAddress() ? loopback(literal) : Optional.empty();
    }

    /** 0.0.0.0/8, which systems take for this machine, and 240.0.0.0/4 with the broadcast address. */
    private static boolean reserved(byte[] bytes) {
        int first = bytes[0] & 0xff;
        return bytes.length == 4 && (first == 0 || first >= 240);
    }

    /** The IPv4 address inside an IPv6 one that reaches it: NAT64 (RFC 6052), 6to4 (RFC 3056), IPv4-compatible. */
    private static InetAddress embedded(InetAddress address) {
        byte[] b = address.getAddress();
        if (b.length != 16) {
            return address; // Java has unpacked IPv4-mapped addresses already
        }
        int from = -1;
        if (startsWith(b, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            from = 12;
        } else if (startsWith(b, 0x20, 0x02)) {
            from = 2;
        } else if (startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) && !address.isLoopbackAddress()) {
            from = 12;
        }
        try {
            return from < 0
                    ? address
                    : InetAddress.getByAddress(new byte[] {b[from], b[from + 1], b[from + 2], b[from + 3]});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] bytes, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((bytes[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private Optional<String> loopback(String host) {
        return allowLoopback
                ? Optional.empty()
                : Optional.of("host " + host + " is the router's own machine; inside Kubernetes name a Service");
    }

    private static String withoutUserInfo(String url) {
        return url.replaceAll("//[^/]*@", "//...@");
    }
}
