package dev.cortexllm.operator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the replica is that leads: whoever leads writes its address into the Lease, as a part of its name there ({@code
 * pod_address}). So the others can send on whom they cannot answer, without asking the API server.
 */
final class LeaderAddress {
    private static final char SEPARATOR = '_';

    private volatile String leader = "";

    /**
     * What this replica is called in the Lease.
     *
     * @param environment of the process; {@code POD_IP} is its address where it is set
     * @return the name; empty where the machine does not know itself: then nobody is sent to this replica
     */
    static Optional<String> own(Map<String, String> environment) {
        try {
            InetAddress here = InetAddress.getLocalHost();
            String address = environment.getOrDefault("POD_IP", here.getHostAddress());
            return Optional.of(here.getHostName() + SEPARATOR + address);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Somebody leads from now on. */
    void leads(String name) {
        leader = name;
    }

    /**
     * The leader's URL.
     *
     * @param port port that all replicas serve on
     * @return empty while nobody leads, or the leader does not say where it is
     */
    Optional<String> url(int port) {
        String name = leader;
        int cut = name.lastIndexOf(SEPARATOR);
        if (cut < 0 || cut == name.length() - 1) {
            return Optional.empty();
        }
        String host = name.substring(cut + 1);
        return Optional.of("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
