package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.EnvVar;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.EngineFlag;
import dev.cortexllm.engine.EngineVersion;
import dev.cortexllm.engine.FlagTable;
import dev.cortexllm.engine.Serving;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether an engine of a version can run as a deployment wants it: version, GPUs, arguments. */
final class EngineChecks {
    /** Settings that routers have to know of, and their fields. */
    private static final Map<String, String> FIELDS =
            Map.of("concurrency", "maxConcurrency", "context", "contextLength");

    /** Settings of which the operator must be sure where a replica has several nodes. */
    private static final Set<String> CUTS =
            Set.of("tensorParallel", "pipelineParallel", "dataParallel", "dataAttention", "executor");

    private static final Set<String> OLLAMA_OURS = Set.of("OLLAMA_NO_CLOUD", "OLLAMA_HOST");

    private EngineChecks() {}

    static void check(ModelDeploymentSpec spec, Serving serving, EngineFacts facts, Findings findings) {
        version(serving, findings);
        gpus(spec, findings);
        NodeChecks.check(spec, serving, facts, findings);
        environment(spec, serving, findings);
        arguments(spec, serving, facts.flags(), findings);
    }

    private static void version(Serving serving, Findings findings) {
        String path = "spec.engine.version";
        String oldest = serving.engine().oldest();
        Optional<EngineVersion> version = EngineVersion.read(serving.versionText());
        if (version.isEmpty() || serving.versionText().startsWith("b") != oldest.startsWith("b")) {
            findings.invalid(
                    path,
                    "'" + serving.versionText() + "' is no version of "
                            + serving.engine().type() + "; write it like "
                            + serving.engine().version());
        } else if (version.get().compareTo(EngineVersion.read(oldest).orElseThrow()) < 0) {
            findings.invalid(
                    path,
                    serving.engine().type() + " can be started from version " + oldest + " on, not "
                            + serving.versionText());
        }
    }

    private static void gpus(ModelDeploymentSpec spec, Findings findings) {
        if (spec.gpus() != null && spec.gpus() < 0) {
            findings.invalid("spec.gpus", "must be at least 0");
        }
        String limit = spec.resources() == null || spec.resources().limits() == null
                ? null
                : spec.resources().limits().get(Serving.GPU);
        if (limit != null && !limit.matches("[0-9]{1,4}")) {
            findings.invalid(
                    "spec.resources.limits['" + Serving.GPU + "']", "'" + limit + "' is not a whole number of GPUs");
        }
    }

    /** Residency rests on the first of Ollama's variables, the way to it on the second. */
    private static void environment(ModelDeploymentSpec spec, Serving serving, Findings findings) {
        List<EnvVar> given = PolicyChecks.orEmpty(spec.env());
        for (int i = 0; i < given.size(); i++) {
            EnvVar variable = given.get(i);
            if (variable == null || variable.name() == null || variable.value() == null) {
                findings.invalid("spec.env[" + i + "]", "name and value are missing");
            } else if (serving.engine().type() == EngineType.OLLAMA && OLLAMA_OURS.contains(variable.name())) {
                findings.invalid("spec.env[" + i + "]", variable.name() + " is set by the operator");
            }
        }
    }

    private static void arguments(ModelDeploymentSpec spec, Serving serving, FlagTable flags, Findings findings) {
        List<String> given = PolicyChecks.orEmpty(spec.extraArgs());
        EngineType type = serving.engine().type();
        if (type == EngineType.OLLAMA && !given.isEmpty()) {
            findings.invalid(
                    "spec.extraArgs", "Ollama takes no arguments; its settings are environment variables (env)");
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            String path = "spec.extraArgs[" + i + "]";
            if (given.get(i) == null) {
                findings.invalid(path, "is empty");
                continue;
            }
            flags.find(type, given.get(i)).ifPresent(flag -> flag(flag, serving, path, findings));
        }
    }

    private static void flag(EngineFlag flag, Serving serving, String path, Findings findings) {
        if (FlagTable.isOurs(flag)) {
            findings.invalid(path, flag.flag() + " is given by the operator, which finds engine and model by it");
        } else if (FlagTable.isOfNodes(flag)) {
            findings.invalid(
                    path, flag.flag() + " is given by the operator, by what nodes and parallelism say of a replica");
        } else if (serving.layout().nodes() > 1 && CUTS.contains(flag.setting())) {
            findings.invalid(
                    path,
                    flag.flag() + " is given by the operator where a replica has several nodes; write parallelism");
        } else if (!flag.knownTo(serving.version())) {
            findings.invalid(
                    path,
                    flag.flag() + " is not known to " + serving.engine().type() + " " + serving.versionText() + " ("
                            + flag.source() + ")");
        } else if (FIELDS.containsKey(flag.setting())) {
            findings.warn(
                    path,
                    "UseField",
                    "write " + FIELDS.get(flag.setting()) + " in place of " + flag.flag() + ": routers read it too");
        }
    }
}
