package dev.cortexllm.sandbox.kubelet.service;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Service made reachable from outside the pods.
 *
 * @param port number or name of the Service's port
 * @param local where to listen; port 0 picks a free one
 */
public record ServiceRoute(String namespace, String name, String port, InetSocketAddress local) {
    private static final Pattern FLAG = Pattern.compile("([^/:=]+)/([^/:=]+):([^/:=]+)=([^:=]+):(\\d{1,5})");

    /**
     * Reads {@code NAMESPACE/NAME:PORT=ADDRESS:LOCALPORT}.
     *
     * @throws IllegalArgumentException with a sentence when it is not of that form or the address is not a loopback one
     */
    public static ServiceRoute parse(String flag) {
        Matcher parts = FLAG.matcher(flag);
        if (!parts.matches() || Integer.parseInt(parts.group(5)) > 65535) {
            throw new IllegalArgumentException(
                    "\"" + flag + "\" is not of the form NAMESPACE/NAME:PORT=127.0.0.1:LOCALPORT");
        }
        InetSocketAddress local = new InetSocketAddress(parts.group(4), Integer.parseInt(parts.group(5)));
        if (local.isUnresolved() || !local.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("\"" + flag + "\": " + parts.group(4)
                    + " is not a loopback address, the sandbox serves this machine only");
        }
        return new ServiceRoute(parts.group(1), parts.group(2), parts.group(3), local);
    }
}
