package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.EngineType;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.engine.Serving;
import dev.cortexllm.engine.Sizes;
import dev.cortexllm.engine.Source;
import java.util.Map;

/** Whether an engine can take a model from where it is. */
final class SourceChecks {
    private static final String PATH = "spec.model.source";

    private SourceChecks() {}

    static void check(
            ModelSource model,
            boolean presetNamed,
            Serving serving,
            Map<SecretId, SecretValue> secrets,
            ResourceId id,
            Findings findings) {
        Source source = serving.source();
        EngineType type = serving.engine().type();
        boolean unwritten = source.scheme().isEmpty() || source.place().isEmpty();
        if (unwritten && model.source() == null && presetNamed) {
            // The preset that does not exist has been told of.
            return;
        }
        if (unwritten) {
            findings.invalid(PATH, "write where the weights are, such as hf://organisation/model");
        } else if (!serving.engine().sources().contains(source.scheme())) {
            findings.invalid(PATH, notTaken(type, source));
        } else if (source.inCloud()) {
            findings.invalid(
                    PATH, source.place() + " does not run here: Ollama would send every request to ollama.com");
        } else if (type == EngineType.LLAMA_CPP
                && source.scheme().equals(Source.CLAIM)
                && !source.path().endsWith(".gguf")) {
            findings.invalid(
                    PATH, "llama.cpp loads a single file: end the path with it, such as pvc://claim/model.gguf");
        }
        rest(model, serving, findings);
        token(model, source, secrets, id, findings);
    }

    private static String notTaken(EngineType type, Source source) {
        if (type == EngineType.OLLAMA) {
            return source.scheme().equals(Source.HUGGING_FACE)
                    ? "Ollama pulls from registries; for a repository with GGUF files write ollama://hf.co/"
                            + source.place()
                    : "Ollama takes models from registries only, such as ollama://qwen3:8b";
        }
        return source.scheme().equals(Source.OLLAMA)
                ? "only the engine OLLAMA takes models of Ollama's registry; this one is " + type
                : "'" + source.scheme() + "://' is nothing that " + type + " can load; write hf:// or pvc://";
    }

    private static void rest(ModelSource model, Serving serving, Findings findings) {
        EngineType type = serving.engine().type();
        boolean repository = serving.source().scheme().equals(Source.HUGGING_FACE);
        if (model.file() != null && (type != EngineType.LLAMA_CPP || !repository)) {
            findings.invalid("spec.model.file", "only llama.cpp loads a single file, of an hf:// source");
        }
        if (model.revision() != null && (type == EngineType.LLAMA_CPP || !repository)) {
            findings.invalid("spec.model.revision", "only VLLM and SGLANG take a revision, of an hf:// source");
        }
        if (model.size() != null && Sizes.bytes(model.size()).isEmpty()) {
            findings.invalid("spec.model.size", "'" + model.size() + "' is not a size such as 595G");
        }
        if (type == EngineType.OLLAMA && model.name() != null && model.name().contains("/")) {
            findings.invalid("spec.model.name", "Ollama takes what is before '/' for a registry: leave it out");
        }
    }

    /** The pod reads the Secret; that it may is said by the label. Outside a cluster there is no pod. */
    private static void token(
            ModelSource model, Source source, Map<SecretId, SecretValue> secrets, ResourceId id, Findings findings) {
        String path = "spec.model.tokenSecretRef";
        if (model.tokenSecretRef() == null) {
            return;
        }
        if (!source.scheme().equals(Source.HUGGING_FACE)) {
            findings.invalid(path, "is for Hugging Face; " + PATH + " is not hf://");
        } else if (model.tokenSecretRef().name() == null
                || model.tokenSecretRef().key() == null) {
            findings.invalid(path, "name and key of a Secret are missing");
        } else if (secrets != null) {
            SecretId secret = new SecretId(
                    id.namespace(),
                    model.tokenSecretRef().name(),
                    model.tokenSecretRef().key());
            SecretValue value = secrets.get(secret);
            if (value == null || value.value() == null || value.value().isBlank()) {
                findings.unresolved(
                        path,
                        Findings.CREDENTIALS_MISSING,
                        "Secret " + id.namespace() + "/" + secret.name() + " does not exist with key '" + secret.key()
                                + "' and label cortexllm.dev/credential=true");
            }
        }
    }
}
