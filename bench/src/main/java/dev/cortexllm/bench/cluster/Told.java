package dev.cortexllm.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Which objects have a status that says something. */
public final class Told {
    private final Predicate<JsonNode> says;
    private final Set<String> told = new HashSet<>();
    private final CountDownLatch left;

    /**
     * For statuses that speak of the present generation.
     *
     * @param objects how many there are
     */
    public Told(int objects) {
        this(objects, Told::present);
    }

    /**
     * @param objects how many there are
     * @param says whether the status of one says it
     */
    public Told(int objects, Predicate<JsonNode> says) {
        this.says = says;
        this.left = new CountDownLatch(objects);
    }

    /** An object has changed. */
    public synchronized void seen(JsonNode object) {
        if (says.test(object)
                && told.add(object.path("kind").asText() + "/"
                        + object.path("metadata").path("name").asText())) {
            left.countDown();
        }
    }

    /**
     * Waits until all have one.
     *
     * @param seconds how long at the most
     * @return whether all have
     */
    public boolean await(int seconds) {
        try {
            return left.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How many have none yet. */
    public long left() {
        return left.getCount();
    }

    private static boolean present(JsonNode object) {
        JsonNode observed = object.path("status").path("observedGeneration");
        return !observed.isMissingNode()
                && observed.asLong()
                        == object.path("metadata").path("generation").asLong();
    }

    /** Whether a deployment's status counts as many pods as its spec asks for. */
    public static boolean counted(JsonNode deployment) {
        return deployment.path("status").path("replicas").asInt()
                == deployment.path("spec").path("replicas").asInt();
    }

    /**
     * Whether a policy's status says that all routers serve a generation of it.
     *
     * @param policy the policy
     * @param generation which one
     */
    public static boolean programmed(JsonNode policy, long generation) {
        JsonNode programmed = condition(policy, "Programmed");
        return programmed.path("status").asText().equals("True")
                && programmed.path("observedGeneration").asLong() == generation;
    }

    private static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }
}
