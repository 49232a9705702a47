package dev.cortexllm.bench.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Which objects have a status that speaks of their present generation. */
public final class Told {
    private final Set<String> told = new HashSet<>();
    private final CountDownLatch left;

    /**
     * @param objects how many there are
     */
    public Told(int objects) {
        this.left = new CountDownLatch(objects);
    }

    /** An object has changed. */
    public synchronized void seen(JsonNode object) {
        JsonNode observed = object.path("status").path("observedGeneration");
        if (!observed.isMissingNode()
                && observed.asLong()
                        == object.path("metadata").path("generation").asLong()
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

    /**
     * Whether a policy's status says that all routers serve a generation of it.
     *
     * @param policy the policy
     * @param generation which one
     */
    public static boolean programmed(JsonNode policy, long generation) {
        for (JsonNode condition : policy.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Programmed")) {
                return condition.path("status").asText().equals("True")
                        && condition.path("observedGeneration").asLong() == generation;
            }
        }
        return false;
    }
}
