package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.cluster.Cluster;
import dev.cortexllm.bench.cluster.Manifests;
import dev.cortexllm.bench.cluster.Told;
import dev.cortexllm.bench.program.Child;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * An operator among many policies and twice as many deployments, which all stand before it is started and have no status yet. When it is
 * there, all have one.
 *
 * @param cluster where it is
 * @param operator the operator
 * @param policies how many there are
 * @param deployments how many there are, of one pod each
 * @param nanos how long it took until all had a status, from the start of the operator
 */
record Crowd(Cluster cluster, Child operator, int policies, int deployments, long nanos) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 300;

    static Crowd start(Path folder, int policies, int providerPort) {
        int deployments = 2 * policies;
        Cluster cluster = Cluster.start(folder);
        try {
            create(cluster, policies, deployments, providerPort);
            Told told = new Told(policies + deployments);
            cluster.api().watch(Cluster.OURS + "routingpolicies", told::seen);
            cluster.api().watch(Cluster.OURS + "modeldeployments", told::seen);
            long began = System.nanoTime();
            Child operator = cluster.operator();
            if (!told.await(PATIENCE_SECONDS)) {
                throw new IllegalStateException(told.left() + " have no status yet: " + operator.tail());
            }
            return new Crowd(cluster, operator, policies, deployments, System.nanoTime() - began);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Both numbers, for the name of a measure. */
    String sizes() {
        return policies + "-" + deployments;
    }

    /** Returns when every deployment's status counts its pod: from then on nothing happens that nobody asks for. */
    void awaitPods() {
        Told counted = new Told(deployments, Told::counted);
        cluster.api().watch(Cluster.OURS + "modeldeployments", counted::seen);
        if (!counted.await(PATIENCE_SECONDS)) {
            throw new IllegalStateException(counted.left() + " have not seen their pods: " + operator.tail());
        }
    }

    private static void create(Cluster cluster, int policies, int deployments, int providerPort) {
        cluster.api().create(Cluster.SECRETS, Manifests.secret());
        cluster.api().create(Cluster.OURS + "llmproviders", Manifests.provider(providerPort));
        cluster.api().create(Cluster.OURS + "llmgateways", Manifests.gateway());
        IntStream.range(0, deployments).parallel().forEach(i -> cluster.api()
                .create(Cluster.OURS + "modeldeployments", Manifests.deployment(i)));
        IntStream.range(0, policies).parallel().forEach(i -> cluster.api()
                .create(Cluster.OURS + "routingpolicies", Manifests.policyOfProvider("p" + i, "other-p" + i)));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
