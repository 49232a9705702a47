package dev.cortexllm.sandbox.lws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A LeaderWorkerSet as far as it is acted on.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its UID
 * @param generation its generation
 * @param replicas groups wanted
 * @param size pods of a group
 * @param leader template of leaders
 * @param worker template of the others
 * @param recreates whether a group whose container ends is made anew
 * @param leaderFirst whether workers are made only once their leader is ready
 * @param maxUnavailable groups that may be missing in a rollout
 * @param maxSurge groups that may be too many in a rollout
 * @param revision hash of templates and size
 */
record GroupSet(
        String namespace,
        String name,
        String uid,
        long generation,
        int replicas,
        int size,
        PodTemplateSpec leader,
        PodTemplateSpec worker,
        boolean recreates,
        boolean leaderFirst,
        int maxUnavailable,
        int maxSurge,
        String revision) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 10;
    private static final double PERCENT = 100;

    /** Reads the object. */
    static GroupSet of(JsonNode object) {
        JsonNode meta = object.path("metadata");
        JsonNode spec = object.path("spec");
        JsonNode group = spec.path("leaderWorkerTemplate");
        JsonNode worker = group.path("workerTemplate");
        JsonNode leader = group.path("leaderTemplate").isObject() ? group.path("leaderTemplate") : worker;
        int replicas = spec.path("replicas").asInt(1);
        JsonNode rollout = spec.path("rolloutStrategy").path("rollingUpdateConfiguration");
        return new GroupSet(
                meta.path("namespace").asText(),
                meta.path("name").asText(),
                meta.path("uid").asText(),
                meta.path("generation").asLong(),
                replicas,
                group.path("size").asInt(1),
                JSON.convertValue(leader, PodTemplateSpec.class),
                JSON.convertValue(worker, PodTemplateSpec.class),
                !group.path("restartPolicy").asText().equals("None"),
                spec.path("startupPolicy").asText().equals("LeaderReady"),
                share(rollout.path("maxUnavailable"), 1, replicas, false),
                share(rollout.path("maxSurge"), 0, replicas, true),
                hash(leader + "|" + worker + "|" + group.path("size")));
    }

    /** A number, or a percentage of the groups. */
    private static int share(JsonNode value, int absent, int replicas, boolean up) {
        if (!value.isTextual()) {
            return value.asInt(absent);
        }
        double share = Integer.parseInt(value.asText().replace("%", "")) / PERCENT * replicas;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
