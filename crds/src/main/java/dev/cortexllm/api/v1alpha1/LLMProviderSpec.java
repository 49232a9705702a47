package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import dev.cortexllm.api.ListType;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * A cloud or self-hosted API that serves models.
 *
 * @param format the wire format it speaks; the vendor's own when absent, OpenAI's when that is unknown too
 * @param vendor picks base URL, authentication and prices from the catalogue
 * @param baseUrl where it is; the vendor's own when absent
 * @param apiVersion version that Azure OpenAI's classic API wants
 * @param credentials API keys; several rotate
 * @param headers further request headers, never secret
 * @param defaults what requests say where the client is silent
 * @param timeouts how long to wait for it
 * @param healthCheckInterval how often the connection check is repeated
 * @param passThrough whether clients may reach paths that the router does not serve
 * @param models what is known of its models beyond the catalogue
 * @param rateLimits how much of it may be used
 * @param budgets how much may be spent on it
 * @param circuitBreaker when one of its models is left alone
 * @param outlierDetection when one of its endpoints is left alone
 * @param maxConcurrentRequests requests of one router in it at the most
 * @param selfHosted whether requests to it stay where data may stay
 */
@ValidationRule(value = "has(self.vendor) || has(self.baseUrl)", message = "give vendor, baseUrl or both")
@ValidationRule(
        value = "!has(self.apiVersion) || (has(self.vendor) && self.vendor == 'azure'"
                + " && (!has(self.format) || self.format == 'OpenAI'))",
        message = "apiVersion is of Azure OpenAI's classic API: it needs vendor azure and format OpenAI")
@ValidationRule(
        value = "!has(self.rateLimits) || self.rateLimits.all(l, !has(l.per))",
        message = "per is for the limits of gateways, workspaces and policies")
public record LLMProviderSpec(
        @JsonPropertyDescription(
                "Wire format that the API speaks: OpenAI (and compatible), Anthropic or Gemini; the vendor's own when absent,"
                        + " OpenAI for a vendor that is not known.")
        WireFormat format,

        @PrinterColumn(name = "Vendor")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
                "Who runs the API (openai, anthropic, gemini, azure, moonshot, ...): picks wire format, base URL,"
                        + " authentication and prices. Any other name is accepted together with baseUrl.")
        String vendor,

        @Pattern("^https?://[^\\s?#]+$")
        @Size(max = 2048)
        @JsonPropertyDescription(
                "Base URL of the API without the endpoint's path, for example https://api.openai.com/v1 or"
                        + " https://api.anthropic.com; the vendor's own when absent.")
        String baseUrl,

        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}(-[a-z0-9]{1,16})?$")
        @Size(max = 32)
        @JsonPropertyDescription(
                "Version of Azure OpenAI's classic API, for example 2024-10-21; its newer API (/openai/v1) needs none.")
        String apiVersion,

        @Size(max = 16) @JsonPropertyDescription("API keys. The next one is used when one is refused.")
        List<CredentialSource> credentials,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Further request headers that are not secret, such as OpenAI-Organization and OpenAI-Project.")
        Map<String, @Size(max = 4096) String> headers,

        @JsonPropertyDescription("What requests say where the client is silent; those of a model come first.")
        RequestDefaults defaults,

        @Default(Defaults.EMPTY_OBJECT) @JsonPropertyDescription("How long the router waits for this API.")
        Timeouts timeouts,

        @Default(Defaults.HEALTH_CHECK_INTERVAL)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How often the operator repeats its connection check, for example 60s.")
        String healthCheckInterval,

        @JsonPropertyDescription(
                "Whether a request for a path that the router does not serve may go to this API as it is, with this"
                        + " provider's credential, when its header x-cortex-provider names it. Nothing is counted or limited"
                        + " then; false when absent.")
        Boolean passThrough,

        @ListType(ListType.Kind.MAP)
        @Size(max = 256)
        @JsonPropertyDescription("Facts on models that the catalogue lacks or has otherwise.")
        List<ProviderModel> models,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription("How much of this API may be used; what is beyond goes to a policy's next target.")
        List<RateLimit> rateLimits,

        @ListType(ListType.Kind.MAP)
        @Size(max = 16)
        @JsonPropertyDescription(
                "How much money may be spent on this API; what is beyond goes to a policy's next target.")
        List<Budget> budgets,

        @JsonPropertyDescription("When one of its models is left alone because too many of its calls fail or are slow.")
        CircuitBreaker circuitBreaker,

        @JsonPropertyDescription("When one of its endpoints is left alone because it fails in a row.")
        OutlierDetection outlierDetection,

        @Min(1)
        @Max(100000)
        @JsonPropertyDescription(
                "Requests of one router in this API at the most; what is beyond goes to a policy's next target. As many as come when absent.")
        Integer maxConcurrentRequests,

        @JsonPropertyDescription(
                "Whether this API runs where data may stay, such as an Ollama or vLLM server of your own: its models count as"
                        + " local then, except those that Ollama hands on to its cloud (:cloud); false when absent.")
        Boolean selfHosted) {

    /** Without limits, budgets and protection, perhaps one's own. */
    public LLMProviderSpec(
            WireFormat format,
            String vendor,
            String baseUrl,
            String apiVersion,
            List<CredentialSource> credentials,
            Map<String, String> headers,
            RequestDefaults defaults,
            Timeouts timeouts,
            String healthCheckInterval,
            Boolean passThrough,
            List<ProviderModel> models,
            Boolean selfHosted) {
        this(
                format,
                vendor,
                baseUrl,
                apiVersion,
                credentials,
                headers,
                defaults,
                timeouts,
                healthCheckInterval,
                passThrough,
                models,
                null,
                null,
                null,
                null,
                null,
                selfHosted);
    }

    /** Without limits, budgets and protection. */
    public LLMProviderSpec(
            WireFormat format,
            String vendor,
            String baseUrl,
            String apiVersion,
            List<CredentialSource> credentials,
            Map<String, String> headers,
            RequestDefaults defaults,
            Timeouts timeouts,
            String healthCheckInterval,
            Boolean passThrough,
            List<ProviderModel> models) {
        this(
                format,
                vendor,
                baseUrl,
                apiVersion,
                credentials,
                headers,
                defaults,
                timeouts,
                healthCheckInterval,
                passThrough,
                models,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
