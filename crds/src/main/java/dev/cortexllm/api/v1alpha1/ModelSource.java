package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.ListType;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Which model a deployment serves.
 *
 * @param name the name it is served under
 * @param source where the weights are, {@code hf://org/repository}, {@code pvc://claim/path} or {@code
 *     ollama://name:tag}; the preset's when absent
 * @param revision revision of the source; its default branch when absent
 * @param capabilities what it can do; what the catalogue knows when absent
 * @param quality how good it is over all, 0 to 100; what the catalogue knows when absent
 * @param qualityByTask how good it is at single tasks; what the catalogue knows where absent, unless quality is given
 * @param file the file of the repository, of engines that load a single one
 * @param size of the weights, as a quantity
 * @param tokenSecretRef the token of Hugging Face
 */
@ValidationRule(
        value = "!has(self.source) || !self.source.startsWith('ollama://')"
                + " || !self.source.endsWith(':cloud') && !self.source.endsWith('-cloud')",
        message = "models whose name ends in cloud do not run here: Ollama would send every request to ollama.com")
@ValidationRule(
        value = "!has(self.tokenSecretRef) || !has(self.source) || self.source.startsWith('hf://')",
        message = "tokenSecretRef is for Hugging Face, and source is not hf://")
public record ModelSource(
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[A-Za-z0-9]([-A-Za-z0-9._/:]*[A-Za-z0-9])?$")
        @JsonPropertyDescription("Name that the engine serves the model under.")
        String name,

        @Size(max = 1024)
        @Pattern(SOURCE_PATTERN)
        @JsonPropertyDescription(
                "Where the weights are: hf://organisation/repository, pvc://claim/path or ollama://name:tag;"
                        + " the preset's when absent.")
        String source,

        @Size(min = 1, max = 253) @JsonPropertyDescription("Revision of the source; its default branch when absent.")
        String revision,

        @ListType(ListType.Kind.SET)
        @Size(max = 5)
        @JsonPropertyDescription(
                "What the model can do, all of it; what the catalogue knows when absent. LongContext goes by contextLength.")
        List<Capability> capabilities,

        @Min(0)
        @Max(100)
        @JsonPropertyDescription("How good the model is over all, from 0 to 100; what the catalogue knows when absent.")
        Integer quality,

        @ListType(value = ListType.Kind.MAP, key = "task")
        @Size(max = 11)
        @JsonPropertyDescription(
                "How good the model is at single tasks; what the catalogue knows for those that are not listed, unless quality"
                        + " is given.")
        List<TaskQuality> qualityByTask,

        @Size(min = 1, max = 512)
        @Pattern("^[A-Za-z0-9][-A-Za-z0-9._]*(/[A-Za-z0-9][-A-Za-z0-9._]*)*$")
        @JsonPropertyDescription(
                "The file of an hf:// repository that llama.cpp loads, for example Qwen3-4B-Q4_K_M.gguf.")
        String file,

        @Size(max = 32)
        @Pattern("^[0-9]+([.][0-9]+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$")
        @JsonPropertyDescription(
                "Size of the weights, for example 595G; the time for loading goes by it. The preset's when absent.")
        String size,

        @JsonPropertyDescription("The Hugging Face token for gated repositories; the Secret needs label"
                + " cortexllm.dev/credential=true.")
        SecretKeyRef tokenSecretRef) {

    /** Repository, claim with a path, or name in Ollama's registry. */
    static final String SOURCE_PATTERN = "^(hf://[A-Za-z0-9][-A-Za-z0-9._]*/[A-Za-z0-9][-A-Za-z0-9._]*"
            + "|pvc://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(/[A-Za-z0-9][-A-Za-z0-9._]*)*"
            + "|ollama://[A-Za-z0-9][-A-Za-z0-9._]*(/[A-Za-z0-9][-A-Za-z0-9._]*)*(:[A-Za-z0-9][-A-Za-z0-9._]*)?)$";

    /** Without file, size and token. */
    public ModelSource(
            String name,
            String source,
            String revision,
            List<Capability> capabilities,
            Integer quality,
            List<TaskQuality> qualityByTask) {
        this(name, source, revision, capabilities, quality, qualityByTask, null, null, null);
    }

    /** Of which nothing is said but where it is. */
    public ModelSource(String name, String source, String revision) {
        this(name, source, revision, null, null, null);
    }
}
