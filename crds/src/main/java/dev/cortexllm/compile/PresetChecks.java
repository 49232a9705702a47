package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.engine.EngineFacts;
import dev.cortexllm.engine.EngineVersion;
import dev.cortexllm.engine.Gpu;
import dev.cortexllm.engine.MemoryFit;
import dev.cortexllm.engine.Preset;
import dev.cortexllm.engine.Serving;
import java.util.Optional;

/** Whether a preset can run as a deployment wants it. */
final class PresetChecks {
    private static final String PATH = "spec.preset";
    private static final String PRODUCT = "nvidia.com/gpu.product";

    private PresetChecks() {}

    static void check(ModelDeploymentSpec spec, Serving serving, EngineFacts facts, Findings findings) {
        if (spec.preset() == null) {
            return;
        }
        if (serving.preset().isEmpty()) {
            findings.invalid(
                    PATH,
                    "no preset is called '" + spec.preset() + "'; there are "
                            + String.join(", ", facts.presets().keySet()));
            return;
        }
        Preset preset = serving.preset().get();
        String called = "preset " + spec.preset();
        if (preset.runs() != serving.engine().type()) {
            findings.invalid(
                    "spec.engine.type",
                    called + " is for " + preset.runs() + ", its arguments mean nothing to "
                            + serving.engine().type());
        } else if (preset.version() != null
                && serving.version()
                                .compareTo(EngineVersion.read(preset.version()).orElseThrow())
                        < 0) {
            findings.invalid(
                    "spec.engine.version",
                    called + " needs " + preset.runs() + " " + preset.version() + " or later, not "
                            + serving.versionText());
        } else if (preset.gpus() != null) {
            gated(spec, preset, findings);
            gpus(spec, serving, preset, facts, findings);
        }
    }

    private static void gated(ModelDeploymentSpec spec, Preset preset, Findings findings) {
        boolean elsewhere = spec.model() == null || spec.model().source() != null;
        if (Boolean.TRUE.equals(preset.gated()) && !elsewhere && spec.model().tokenSecretRef() == null) {
            findings.warn(
                    "spec.model.tokenSecretRef",
                    "Gated",
                    preset.model()
                            + " is given to those alone who accepted its licence: without their token it cannot be"
                            + " loaded");
        }
    }

    private static void gpus(
            ModelDeploymentSpec spec, Serving serving, Preset preset, EngineFacts facts, Findings findings) {
        String path = spec.gpus() != null ? "spec.gpus" : spec.nodes() != null ? "spec.nodes" : PATH;
        if (serving.gpus() < 1) {
            findings.invalid(path, "preset " + spec.preset() + " needs GPUs, " + preset.gpus() + " as it stands");
            return;
        }
        if (serving.layout().misfit().isPresent()) {
            return;
        }
        int parts = serving.layout().tensor();
        if (preset.maxTensorParallel() != null && parts > preset.maxTensorParallel()) {
            findings.invalid(
                    path,
                    "the weights of preset " + spec.preset() + " cannot be cut into more than "
                            + preset.maxTensorParallel() + " parts, and there are " + parts + " GPUs");
            return;
        }
        String product =
                spec.nodeSelector() == null ? null : spec.nodeSelector().get(PRODUCT);
        Optional<Gpu> gpu = product == null ? facts.gpu(preset.gpu()) : facts.gpuLabelled(product);
        if (gpu.isEmpty()) {
            findings.warn(
                    "spec.nodeSelector['" + PRODUCT + "']",
                    "GpuUnknown",
                    "the memory of '" + product + "' is not known, so nobody checks whether preset " + spec.preset()
                            + " fits");
        } else if (serving.contextLength() != null && serving.contextLength() > 0 && serving.weightBytes() != null) {
            MemoryFit.of(serving, preset, gpu.get(), facts.flags())
                    .refusal()
                    .ifPresent(why -> findings.invalid(path, "preset " + spec.preset() + " " + why));
        }
    }
}
