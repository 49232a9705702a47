package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.cluster.Cluster;
import dev.cortexllm.bench.cluster.Manifests;
import dev.cortexllm.bench.cluster.Told;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.LiveHeap;
import java.util.Optional;
import java.util.stream.IntStream;

/** An operator starts before many policies and twice as many deployments of which none has a status. */
final class OperatorCold implements Measure {
    private static final int PATIENCE_SECONDS = 300;
    private static final double MIB = 1024.0 * 1024;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "operator";
    }

    @Override
    public void run(Lab lab) {
        Optional<String> missing = Cluster.missing();
        if (missing.isPresent()) {
            lab.missing(name(), missing.get());
            return;
        }
        int policies = lab.quick(250, 1_000);
        int deployments = 2 * policies;
        Cluster cluster = Cluster.start(Files.folder(lab.folder(), "operator"));
        lab.closeLater(cluster);
        create(cluster, policies, deployments);
        Told told = new Told(policies + deployments);
        cluster.api().watch(Cluster.OURS + "routingpolicies", told::seen);
        cluster.api().watch(Cluster.OURS + "modeldeployments", told::seen);
        long began = System.nanoTime();
        Child operator = cluster.operator();
        if (!told.await(PATIENCE_SECONDS)) {
            throw new IllegalStateException(told.left() + " have no status yet: " + operator.tail());
        }
        String what = "operator-cold-" + policies + "-" + deployments;
        alone(lab, what + "-s", (System.nanoTime() - began) / NANOS);
        alone(lab, what + "-cpu-s", operator.cpuSeconds());
        alone(lab, what + "-live-mib", LiveHeap.bytes(operator) / MIB);
        alone(lab, what + "-resident-mib", operator.residentBytes() / MIB);
    }

    private static void create(Cluster cluster, int policies, int deployments) {
        cluster.api().create(Cluster.OURS + "llmgateways", Manifests.gateway());
        IntStream.range(0, deployments).parallel().forEach(i -> cluster.api()
                .create(Cluster.OURS + "modeldeployments", Manifests.deployment(i)));
        IntStream.range(0, policies).parallel().forEach(i -> cluster.api()
                .create(Cluster.OURS + "routingpolicies", Manifests.policyOfDeployments(i, 2 * i, 2 * i + 1)));
    }

    private static void alone(Lab lab, String measure, double value) {
        lab.line(new Line(measure, value, "none", Double.NaN, Goal.NONE, Double.NaN));
    }
}
