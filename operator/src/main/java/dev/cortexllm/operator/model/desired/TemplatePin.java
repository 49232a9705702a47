package dev.cortexllm.operator.model.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.operator.status.TemplateFact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Which pod template a workload has. An operator that renders the same spec in another way than its predecessor must not
 * restart engines that take an hour to load, so the workload keeps the template that was rendered, and the hash of the spec it
 * was rendered from, in annotations. As long as that hash is the spec's, the kept template is applied on (a field of it that
 * somebody changed is repaired all the same), until the user consents to the new one.
 *
 * @param template what to apply
 * @param annotations the workload's annotations by which the next run knows
 * @param revision hash of {@code template}
 * @param offered hash of the template that this operator would render, where it is another one
 */
public record TemplatePin(
        JsonNode template, Map<String, String> annotations, String revision, Optional<String> offered) {
    /** Annotation of a model deployment: {@code true} takes every new rendering, a revision takes that one. */
    public static final String CONSENT = "cortexllm.dev/apply-update";

    static final String SPEC_HASH = "cortexllm.dev/spec-hash";
    static final String REVISION = TemplateFact.REVISION;
    static final String RENDERED = "cortexllm.dev/rendered-template";

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Decides.
     *
     * @param live the workload's annotations; empty when there is none
     * @param rendering the template as this operator renders it
     * @param specHash hash of the spec, see {@link SpecHash}
     * @param consent value of {@link #CONSENT}; null when absent
     * @return what to apply
     */
    static TemplatePin of(Map<String, String> live, JsonNode rendering, String specHash, String consent) {
        String fresh = SpecHash.ofTree(rendering);
        Optional<JsonNode> kept = specHash.equals(live.get(SPEC_HASH)) ? kept(live) : Optional.empty();
        boolean wanted = "true".equals(consent) || fresh.equals(consent);
        if (kept.isPresent() && !fresh.equals(live.get(REVISION)) && !wanted) {
            return new TemplatePin(
                    kept.get(),
                    annotations(specHash, live.get(REVISION), live.get(RENDERED)),
                    live.get(REVISION),
                    Optional.of(fresh));
        }
        // The text of an unchanged template is kept as well: another zlib may write other bytes.
        boolean same = fresh.equals(live.get(REVISION)) && kept(live).isPresent();
        String text = same ? live.get(RENDERED) : packed(rendering);
        return new TemplatePin(rendering, annotations(specHash, fresh, text), fresh, Optional.empty());
    }

    private static Map<String, String> annotations(String specHash, String revision, String text) {
        return Map.of(SPEC_HASH, specHash, REVISION, revision, RENDERED, text);
    }

    /** What the annotations keep; empty when that is nothing, or not what the revision says. */
    private static Optional<JsonNode> kept(Map<String, String> live) {
        String text = live.get(RENDERED);
        if (text == null || live.get(REVISION) == null) {
            return Optional.empty();
        }
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            return Optional.of(JSON.readTree(in.readAllBytes()))
                    .filter(tree -> SpecHash.ofTree(tree).equals(live.get(REVISION)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String packed(JsonNode template) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(JSON.writeValueAsBytes(template));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
