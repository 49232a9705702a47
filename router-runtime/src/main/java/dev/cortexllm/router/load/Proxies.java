package dev.cortexllm.router.load;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Through which proxy a server is reached, by the variables that most programs heed: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and
 * {@code NO_PROXY} with hosts and domains, in small letters or capitals. Proxies that ask for credentials are not supported.
 *
 * @param environment the variables
 */
record Proxies(Map<String, String> environment) {
    private static final int USUAL_PORT = 80;

    /** The proxy for an address; none is needed where nobody says so. */
    Proxy to(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        boolean direct = variable("NO_PROXY").stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .anyMatch(entry -> covers(entry, host));
        return direct
                ? Proxy.NO_PROXY
                : variable(url.getScheme().toUpperCase(Locale.ROOT) + "_PROXY")
                        .map(Proxies::proxy)
                        .orElse(Proxy.NO_PROXY);
    }

    private static boolean covers(String entry, String host) {
        if (entry.equals("*") || entry.equals(host)) {
            return true;
        }
        String domain = entry.startsWith(".") ? entry : "." + entry;
        return domain.length() > 1 && host.endsWith(domain);
    }

    private static Proxy proxy(String text) {
        URI address = URI.create(text.contains("://") ? text : "http://" + text);
        int port = address.getPort() < 0 ? USUAL_PORT : address.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name.toLowerCase(Locale.ROOT)))
                .or(() -> Optional.ofNullable(environment.get(name)))
                .filter(text -> !text.isBlank());
    }
}
