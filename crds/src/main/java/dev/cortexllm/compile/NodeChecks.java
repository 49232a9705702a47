package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.CacheAccess;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.api.v1alpha1.Parallelism;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.EngineProfile;
import dev.cortexllm.engine.EngineVersion;
import dev.cortexllm.engine.Layout;
import dev.cortexllm.engine.Serving;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a model can be cut over nodes and GPUs as a deployment wants it. */
final class NodeChecks {
    private static final String NODES = "spec.nodes";
    private static final String PARALLELISM = "spec.parallelism";

    private NodeChecks() {}

    static void check(ModelDeploymentSpec spec, Serving serving, EngineFacts facts, Findings findings) {
        if (spec.nodes() != null && spec.nodes() < 1) {
            findings.invalid(NODES, "must be at least 1");
            return;
        }
        interconnect(spec, serving, facts, findings);
        if (numbers(spec.parallelism(), findings)
                && engine(spec, serving, findings)
                && (serving.layout().nodes() > 1 || spec.parallelism() != null)) {
            layout(spec, serving.layout(), findings);
        }
        if (serving.layout().nodes() > 1
                && spec.cache() != null
                && spec.cache().accessMode() == CacheAccess.READ_WRITE_ONCE) {
            findings.invalid(
                    "spec.cache.accessMode",
                    "ReadWriteOnce is mounted on one node at a time, and a replica has "
                            + serving.layout().nodes() + " nodes; a file system for all is ReadWriteMany");
        }
    }

    private static void interconnect(ModelDeploymentSpec spec, Serving serving, EngineFacts facts, Findings findings) {
        String path = "spec.interconnect";
        if (spec.interconnect() == null) {
            return;
        }
        if (facts.interconnect(spec.interconnect()).isEmpty()) {
            findings.invalid(
                    path,
                    "no network is called '" + spec.interconnect() + "'; there are "
                            + String.join(", ", facts.interconnects().keySet()));
        } else if (serving.layout().nodes() == 1) {
            findings.warn(path, "Unused", "a replica of one node has no network between nodes");
        }
    }

    private static boolean numbers(Parallelism parallelism, Findings findings) {
        if (parallelism == null) {
            return true;
        }
        Map<String, Integer> parts = new TreeMap<>();
        parts.put("tensor", parallelism.tensor() == null ? 1 : parallelism.tensor());
        parts.put("pipeline", parallelism.pipeline() == null ? 1 : parallelism.pipeline());
        parts.put("data", parallelism.data() == null ? 1 : parallelism.data());
        parts.forEach((name, part) -> {
            if (part < 1) {
                findings.invalid(PARALLELISM + "." + name, "must be at least 1");
            }
        });
        return parts.values().stream().allMatch(part -> part >= 1);
    }

    /** Ollama and llama.cpp know no other nodes; older versions of the others need a cluster of Ray. */
    private static boolean engine(ModelDeploymentSpec spec, Serving serving, Findings findings) {
        EngineProfile engine = serving.engine();
        int nodes = serving.layout().nodes();
        if (engine.nodesSince() == null) {
            if (nodes > 1) {
                findings.invalid(
                        NODES,
                        engine.type() + " runs a replica on one node only, not on " + nodes
                                + "; VLLM and SGLANG run one on several");
            }
            if (spec.parallelism() != null) {
                findings.invalid(PARALLELISM, engine.type() + " cuts models by itself");
            }
            return false;
        }
        Optional<EngineVersion> since = EngineVersion.read(engine.nodesSince());
        if (nodes > 1 && serving.version().compareTo(since.orElseThrow()) < 0) {
            findings.invalid(
                    "spec.engine.version",
                    engine.type() + " runs a replica on several nodes from version " + engine.nodesSince() + " on, not "
                            + serving.versionText());
            return false;
        }
        return true;
    }

    private static void layout(ModelDeploymentSpec spec, Layout layout, Findings findings) {
        String path = spec.parallelism() == null ? NODES : PARALLELISM;
        if (layout.gpus() < 1) {
            findings.invalid(
                    layout.nodes() > 1 ? NODES : PARALLELISM,
                    "there are no GPUs to cut a model over; write gpus, the number of each node");
            return;
        }
        layout.misfit().ifPresent(why -> findings.invalid(path, why));
    }
}
