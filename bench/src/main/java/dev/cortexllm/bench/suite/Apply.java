package dev.cortexllm.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.bench.cluster.Cluster;
import dev.cortexllm.bench.cluster.Manifests;
import dev.cortexllm.bench.cluster.Told;
import dev.cortexllm.bench.load.Bodies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A policy among many policies and deployments is applied with another model: until a request for that model is answered, and until
 * the policy's status says that all routers serve it.
 */
final class Apply implements Measure {
    private static final int APPLIES = 100;
    private static final String CHANGED = "changed";
    private static final String PATH = Cluster.OURS + "routingpolicies/" + CHANGED;
    private static final String SERVED = "served";
    private static final String BOTH = "acknowledged";
    private static final double MILLIS = 1e6;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 2;
    /** So that one apply has nothing to do with the one before it. */
    private static final long PAUSE_MILLIS = 50;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Long, CompletableFuture<Long>> acknowledged = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public void run(Lab lab) {
        Optional<String> missing = Cluster.missing();
        if (missing.isPresent()) {
            lab.missing(name(), missing.get());
            return;
        }
        Crowd crowd = lab.crowd();
        Cluster cluster = crowd.cluster();
        URI router =
                URI.create("http://127.0.0.1:" + cluster.node(Manifests.GATEWAY + "-router") + "/v1/chat/completions");
        crowd.awaitPods();
        cluster.api().watch(Cluster.OURS + "routingpolicies", this::seen);
        // The first ones wait for the router's start, and for what is compiled on the way.
        for (int warm = 0; warm < 10; warm++) {
            apply(cluster, router, "warm-" + warm);
        }
        Rounds rounds = new Rounds();
        for (int i = 0; i < APPLIES; i++) {
            pause(PAUSE_MILLIS);
            Took took = apply(cluster, router, "other-" + i);
            rounds.add(SERVED, took.served() / MILLIS);
            rounds.add(BOTH, Math.max(took.served(), took.acknowledged()) / MILLIS);
        }
        String what = "apply-among-" + crowd.sizes();
        lab.raw(what + "-ms", rounds);
        for (String until : new String[] {SERVED, BOTH}) {
            line(lab, what + "-" + until + "-p50-ms", rounds.percentile(until, 50), Goal.NONE);
            line(lab, what + "-" + until + "-p99-ms", rounds.percentile(until, 99), Goal.atMost(1_000));
        }
    }

    /** Nanoseconds from before the apply. */
    private record Took(long served, long acknowledged) {}

    private Took apply(Cluster cluster, URI router, String model) {
        long began = System.nanoTime();
        long generation = cluster.api()
                .apply(PATH, Manifests.policyOfProvider(CHANGED, model))
                .path("metadata")
                .path("generation")
                .asLong();
        long served = served(router, model, began) - began;
        return new Took(
                served,
                of(generation).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join() - began);
    }

    private long served(URI router, String model, long began) {
        HttpRequest request = HttpRequest.newBuilder(router)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Bodies.chat(model, 1024)))
                .build();
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            try {
                if (http.send(request, BodyHandlers.discarding()).statusCode() == OK) {
                    return System.nanoTime();
                }
            } catch (IOException e) {
                // There is no router yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            pause(LOOK_MILLIS);
        }
        throw new IllegalStateException(model + " is not served after " + PATIENCE.toSeconds() + " s");
    }

    private void seen(JsonNode policy) {
        JsonNode metadata = policy.path("metadata");
        long generation = metadata.path("generation").asLong();
        if (metadata.path("name").asText().equals(CHANGED) && Told.programmed(policy, generation)) {
            of(generation).complete(System.nanoTime());
        }
    }

    private CompletableFuture<Long> of(long generation) {
        return acknowledged.computeIfAbsent(generation, g -> new CompletableFuture<>());
    }

    private static void line(Lab lab, String measure, double value, Goal goal) {
        lab.line(new Line(measure, value, "none", Double.NaN, goal, Double.NaN));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
