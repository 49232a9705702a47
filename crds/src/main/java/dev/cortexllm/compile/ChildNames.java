package dev.cortexllm.compile;

import dev.cortexllm.config.ConfigHash;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names of the objects that belong to a resource: one rule for who creates them and who calls them. */
public final class ChildNames {
    /** Longest name of a Service, and of a label's value (RFC 1035). */
    private static final int LONGEST = 63;

    /** {@link #LONGEST} without {@code -999} of a group, and {@code -} with the ten characters of a revision's hash. */
    private static final int LONGEST_GROUP = 48;

    private static final int DIGEST = 8;

    private ChildNames() {}

    /**
     * Name of a deployment's engine workload and of its headless Service.
     *
     * @param deployment name of the ModelDeployment
     * @return {@code <name>-engine}, see {@link #label}
     */
    public static String engine(String deployment) {
        return label(deployment, "-engine");
    }

    /**
     * Name of a deployment's workload where a replica takes several nodes. The controller adds numbers of group and worker for
     * pods, and a hash for a label.
     *
     * @param deployment name of the ModelDeployment
     * @return {@code <name>-group}, see {@link #label}, of at most 48 characters
     */
    public static String group(String deployment) {
        return label(deployment, "-group", LONGEST_GROUP);
    }

    /**
     * Name of the claim that holds a deployment's weights.
     *
     * @param deployment name of the ModelDeployment
     * @return {@code <name>-cache}, see {@link #label}
     */
    public static String cache(String deployment) {
        return label(deployment, "-cache");
    }

    /**
     * Name of a Job that fills the cache.
     *
     * @param deployment name of the ModelDeployment
     * @param digest eight hexadecimal digits of what it does
     * @return {@code <name>-load-<digest>}, see {@link #label}
     */
    public static String load(String deployment, String digest) {
        return label(deployment, "-load-" + digest);
    }

    /**
     * DNS name of a deployment's headless Service.
     *
     * @param namespace the ModelDeployment's namespace
     * @param deployment its name
     * @param clusterDomain DNS domain of the cluster, such as {@code cluster.local}
     * @return a name that resolves to the ready engine pods
     */
    public static String engineHost(String namespace, String deployment, String clusterDomain) {
        return engine(deployment) + "." + namespace + ".svc." + clusterDomain;
    }

    /**
     * A resource's name with a suffix, usable for every kind of child. Resources may be called {@code qwen2.5-7b} or have
     * 253 characters, Services may not: then what does not fit is replaced, and a digest of the whole name keeps two
     * resources apart.
     *
     * @param name name of the resource
     * @param suffix starts with a dash; at most 20 characters
     * @return a DNS label (RFC 1035) of at most 63 characters
     */
    public static String label(String name, String suffix) {
        return label(name, suffix, LONGEST);
    }

    private static String label(String name, String suffix, int longest) {
        if (name.matches("[a-z]([-a-z0-9]*[a-z0-9])?") && name.length() + suffix.length() <= longest) {
            return name + suffix;
        }
        String digest = ConfigHash.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST);
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String start = plain.matches("[a-z].*") ? plain : "m-" + plain;
        String cut = start.substring(0, Math.min(start.length(), longest - suffix.length() - DIGEST - 1));
        return cut.replaceAll("-+$", "") + "-" + digest + suffix;
    }
}
