package dev.cortexllm.router.target;

import dev.cortexllm.config.ConfigException;
import java.net.URI;

/**
 * Where an endpoint listens.
 *
 * @param host name or IP address
 * @param port port
 * @param tls whether it speaks TLS
 * @param path what stands before an API's own path, without a slash at its end; may be empty
 */
public record Address(String host, int port, boolean tls, String path) {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    /** Begins what stands beside the last segment of an address's path. */
    private static final String PARENT = "/..";

    /**
     * Reads a base URL.
     *
     * @param url {@code http} or {@code https} URL
     * @return its address
     * @throws ConfigException when it is not such a URL
     */
    public static Address of(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("'" + url + "' is not a URL", e);
        }
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !tls && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new ConfigException("'" + url + "' is not an http or https URL");
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        return new Address(uri.getHost(), port, tls, pathOf(uri));
    }

    /**
     * Where a request goes here.
     *
     * @param behind path and query behind this address's path, as of an {@code UpstreamCall}
     * @return path and query
     */
    public String uri(String behind) {
        if (!behind.startsWith(PARENT + "/")) {
            return path + behind;
        }
        String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        return parent + behind.substring(PARENT.length());
    }

    /**
     * The path alone of a base URL whose host does not count.
     *
     * @param url a URL, a path, or null
     * @return the path without a slash at its end; empty when there is none
     * @throws ConfigException when it is neither URL nor path
     */
    public static String pathOf(String url) {
        try {
            return url == null ? "" : pathOf(URI.create(url));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("'" + url + "' is not a URL", e);
        }
    }

    private static String pathOf(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
