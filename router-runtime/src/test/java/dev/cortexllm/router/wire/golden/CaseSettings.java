package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.router.account.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A case's {@code case.yaml}. A key that is not one of these fails the test. Null where the file is silent.
 *
 * @param source where the wire facts of the case stand: a file and a section below {@code facts/wire}
 * @param model the target's id
 * @param vendor key in the catalogue
 * @param maxOutputTokens most tokens of the target's answer
 * @param apiVersion Azure's, in the URL
 * @param unsupported what happens to what the target cannot express; silent: Drop
 * @param defaults parameters for where the client is silent
 * @param path expected path of the call
 * @param headers expected headers of the call
 * @param dropped expected paths of what was left out, in order; silent: none
 * @param refused how the target's format refuses the request, in place of {@code request.out.json}
 * @param invalid how the dialect refuses the request
 * @param stream how {@code stream.in.sse} ends: {@code complete}, {@code incomplete}, {@code malformed}, or {@code failed
 *     KIND} with a kind of failure or {@code client}; silent: complete
 * @param answer how {@code answer.in.json} ends, in the same words
 * @param usage what the router accounts; silent: the answer tells none
 * @param firstContent how many events of {@code stream.out.sse} have come when the client is given the first of them, fed
 *     byte by byte: what comes before can still fall over to another target; silent: not looked at
 * @param status HTTP status that comes with {@code error.in.*}
 * @param kind expected kind of that failure, or {@code client}
 * @param clientStatus HTTP status that the client must get with {@code error.out.json}; silent: not looked at
 * @param retryAfter seconds that the client must be told; silent: not looked at
 * @param breaks rules of {@link OpenAiRules} or {@link AnthropicRules} that {@code stream.out.sse} rightly breaks, each
 *     with the reason
 * @param insensitive paths of {@code request.in.json} whose change rightly changes nothing, each with the reason
 * @param insensitiveAnswer the same of {@code answer.in.json}
 * @param insensitiveStream the same of the events of {@code stream.in.sse}
 * @param sdk {@code exempt: why} where the provider's side is none that the vendor's SDK knows
 */
public record CaseSettings(
        String source,
        String model,
        String vendor,
        Long maxOutputTokens,
        String apiVersion,
        Unsupported unsupported,
        Parameters defaults,
        String path,
        Map<String, String> headers,
        List<String> dropped,
        Expected refused,
        Expected invalid,
        String stream,
        String answer,
        Tokens usage,
        Integer firstContent,
        Integer status,
        String kind,
        Integer clientStatus,
        Integer retryAfter,
        Map<String, String> breaks,
        Map<String, String> insensitive,
        Map<String, String> insensitiveAnswer,
        Map<String, String> insensitiveStream,
        Sdk sdk) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * A refusal.
     *
     * @param param the field at fault; silent: none
     * @param code the word for programs; silent: none
     * @param message a part of the sentence; silent: not looked at
     */
    public record Expected(String param, String code, String message) {}

    /**
     * What was used; silent: 0.
     *
     * @param input tokens of the whole prompt
     * @param cached of these, read from a cache
     * @param cacheWrite of these, written to a cache
     * @param output tokens of the answer
     * @param reasoning of these, reasoning
     * @param hourCacheWrite of those written to a cache, to be kept for an hour
     */
    public record Tokens(long input, long cached, long cacheWrite, long output, long reasoning, long hourCacheWrite) {
        Usage usage() {
            return new Usage(input, cached, cacheWrite, output, reasoning, hourCacheWrite);
        }
    }

    /**
     * How the vendor's SDK stands to the case.
     *
     * @param exempt why its types do not know what the provider says here
     */
    public record Sdk(String exempt) {}

    /**
     * Settings of no case.
     *
     * @param vendor who answers; null: the usual one of the format
     */
    public static CaseSettings of(String vendor) {
        return YAML.convertValue(vendor == null ? Map.of() : Map.of("vendor", vendor), CaseSettings.class);
    }

    static CaseSettings read(Path file) throws IOException {
        return YAML.readValue(file.toFile(), CaseSettings.class);
    }

    /** What the router must account, as {@code case.yaml} writes it; for failing tests to print. */
    static String written(Usage usage) {
        return usage == null
                ? "no usage"
                : "usage: {input: " + usage.inputTokens() + ", cached: " + usage.cachedTokens() + ", cacheWrite: "
                        + usage.cacheWriteTokens() + ", output: " + usage.outputTokens() + ", reasoning: "
                        + usage.reasoningTokens() + "}";
    }

    /** The expected usage, or null. */
    public Usage expectedUsage() {
        return usage == null ? null : usage.usage();
    }
}
