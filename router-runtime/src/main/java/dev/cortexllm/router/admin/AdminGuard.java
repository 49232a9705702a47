package dev.cortexllm.router.admin;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Decides who may see more of the admin port than probes: this machine, and whoever has the admin key. */
public final class AdminGuard {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");

    private final Predicate<String> keys;
    private final BooleanSupplier anyKey;

    /**
     * @param keys whether the value of an {@code Authorization} header carries an admin key; may read a file
     * @param anyKey whether there is an admin key at all
     */
    public AdminGuard(Predicate<String> keys, BooleanSupplier anyKey) {
        this.keys = keys;
        this.anyKey = anyKey;
    }

    /**
     * Decides on a request; may block for as long as a small file is read.
     *
     * @param request the request
     * @return null when it may be answered, else a sentence for its sender
     */
    String refusal(HttpServerRequest request) {
        if (sameMachine(request) && !page(request)) {
            return null;
        }
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && keys.test(authorization)) {
            return null;
        }
        return anyKey.getAsBoolean()
                ? "From another machine or a web page this needs the admin key, as 'Authorization: Bearer'."
                : "From another machine or a web page only /healthz and /readyz are served here, until an admin key is configured.";
    }

    /**
     * Both ends must be loopback addresses: a mesh's proxy in the same pod hands on the requests of others, from a loopback
     * address of its own but to the pod's.
     */
    private static boolean sameMachine(HttpServerRequest request) {
        return loopback(request.remoteAddress()) && loopback(request.localAddress());
    }

    /**
     * Whether a web page may be behind a request: any page can make its reader's browser send one to this machine. It says so
     * by its origin, or, where a name server has led the browser here, by the name in place of an address.
     */
    private static boolean page(HttpServerRequest request) {
        HostAndPort asked = request.authority();
        return request.headers().contains(HttpHeaders.ORIGIN)
                || asked != null
                        && !asked.host().equalsIgnoreCase("localhost")
                        && !ADDRESS.matcher(asked.host()).matches();
    }

    private static boolean loopback(SocketAddress address) {
        return address != null && isLoopback(address.hostAddress());
    }

    /**
     * Whether an address is one that only this machine reaches.
     *
     * @param address an address or host name; null is none
     */
    public static boolean isLoopback(String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
