package dev.cortexllm.bench.suite;

import dev.cortexllm.bench.cluster.Cluster;
import dev.cortexllm.bench.program.LiveHeap;
import java.util.Optional;

/** An operator starts before many policies and twice as many deployments of which none has a status. */
final class OperatorCold implements Measure {
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
        Crowd crowd = lab.crowd();
        String what = "operator-cold-" + crowd.sizes();
        alone(lab, what + "-s", crowd.nanos() / NANOS);
        alone(lab, what + "-cpu-s", crowd.operator().cpuSeconds());
        alone(lab, what + "-live-mib", LiveHeap.bytes(crowd.operator()) / MIB);
        alone(lab, what + "-resident-mib", crowd.operator().residentBytes() / MIB);
    }

    private static void alone(Lab lab, String measure, double value) {
        lab.line(new Line(measure, value, "none", Double.NaN, Goal.NONE, Double.NaN));
    }
}
