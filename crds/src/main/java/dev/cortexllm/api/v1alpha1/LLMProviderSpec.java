package dev.cortexllm.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.cortexllm.api.Durations;
import dev.cortexllm.api.ListType;
import io.fabric8.crd.generator.annotation.PrinterColumn;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * A cloud or self-hosted API that serves models.
 *
 * @param format the wire format it speaks
 * @param vendor picks base URL, authentication and prices from the catalogue
 * @param baseUrl where it is; the vendor's own when absent
 * @param credentials API keys; several rotate
 * @param headers further request headers, never secret
 * @param timeouts how long to wait for it
 * @param healthCheckInterval how often the connection check is repeated
 * @param models what is known of its models beyond the catalogue
 */
@ValidationRule(value = "has(self.vendor) || has(self.baseUrl)", message = "give vendor, baseUrl or both")
public record LLMProviderSpec(
        @Default("OpenAI") @JsonPropertyDescription("Wire format that the API speaks: OpenAI (and compatible).")
        WireFormat format,

        @PrinterColumn(name = "Vendor")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        @JsonPropertyDescription(
                "Who runs the API (openai, moonshot, mistral, ...): picks base URL, authentication, prices. Any other"
                        + " name is accepted together with baseUrl.")
        String vendor,

        @Pattern("^https?://[^\\s?#]+$")
        @Size(max = 2048)
        @JsonPropertyDescription(
                "Base URL of the API without the endpoint's path, for example https://api.openai.com/v1; the vendor's"
                        + " own when absent.")
        String baseUrl,

        @Size(max = 16) @JsonPropertyDescription("API keys. The next one is used when one is refused.")
        List<CredentialSource> credentials,

        @Size(max = 32) @JsonPropertyDescription("Further request headers that are not secret.")
        Map<String, @Size(max = 4096) String> headers,

        @Default(Defaults.EMPTY_OBJECT) @JsonPropertyDescription("How long the router waits for this API.")
        Timeouts timeouts,

        @Default(Defaults.HEALTH_CHECK_INTERVAL)
        @Pattern(Durations.PATTERN)
        @Size(max = 32)
        @JsonPropertyDescription("How often the operator repeats its connection check, for example 60s.")
        String healthCheckInterval,

        @ListType(ListType.Kind.MAP)
        @Size(max = 256)
        @JsonPropertyDescription("Facts on models that the catalogue lacks or has otherwise.")
        List<ProviderModel> models) {}
