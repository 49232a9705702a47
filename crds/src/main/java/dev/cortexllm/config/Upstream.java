package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.cortexllm.api.v1alpha1.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something that can be called: a provider's API or a model deployment's engine pods.
 *
 * @param id {@code provider/namespace/name} or {@code deployment/namespace/name}; state that survives a reload is keyed by it
 * @param name short name shown to clients in {@code x-cortex-provider}
 * @param uid the resource's UID, empty outside Kubernetes
 * @param generation the resource's generation that this entry was compiled from
 * @param format the wire format spoken
 * @param vendor vendor key of the catalogue
 * @param baseUrl URL to which the format's path is added ({@code /chat/completions}, {@code /v1/messages}, {@code
 *     /v1beta/models/...}), without a slash at its end; for a deployment only its path counts, the host comes from endpoints
 * @param auth how a credential travels; {@link Auth#BEARER} when null is given
 * @param apiVersion version in the query that Azure OpenAI's classic API wants; {@code baseUrl} is the resource's endpoint
 *     then, and the format's path begins with {@code /openai/deployments/} and the model. Null everywhere else
 * @param credentials ids of the secrets to use, in order of preference; empty when none is needed
 * @param headers further request headers
 * @param timeouts how long to wait for it
 * @param quirks where the vendor departs from the format; null when it does not
 * @param passThrough whether clients may reach paths of it that the router does not serve
 * @param engine set for a deployment, null for a provider
 * @param limits how much of it may be used; null when there are none
 * @param budgets how much may be spent on it; null when there are none
 * @param resilience how it is protected; null: in the usual way
 * @param selfHosted whether it is a provider where data may stay, as it does in a deployment
 */
public record Upstream(
        String id,
        String name,
        String uid,
        long generation,
        WireFormat format,
        String vendor,
        String baseUrl,

        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Unsaid.Bearer.class)
        Auth auth,

        String apiVersion,
        List<String> credentials,
        Map<String, String> headers,
        TimeoutMillis timeouts,
        Quirks quirks,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean passThrough,
        EngineConfig engine,
        List<Limit> limits,
        List<Budget> budgets,
        Resilience resilience,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean selfHosted) {
    /** Tags of models that Ollama does not run itself: {@code gpt-oss:120b-cloud}, {@code kimi-k2:1t-cloud}, {@code glm-4.6:cloud}. */
    private static final Pattern OLLAMA_CLOUD = Pattern.compile("[:-]cloud$", Pattern.CASE_INSENSITIVE);

    /** One that is local only where it has an engine. */
    public Upstream(
            String id,
            String name,
            String uid,
            long generation,
            WireFormat format,
            String vendor,
            String baseUrl,
            Auth auth,
            String apiVersion,
            List<String> credentials,
            Map<String, String> headers,
            TimeoutMillis timeouts,
            Quirks quirks,
            boolean passThrough,
            EngineConfig engine,
            List<Limit> limits,
            List<Budget> budgets,
            Resilience resilience) {
        this(
                id,
                name,
                uid,
                generation,
                format,
                vendor,
                baseUrl,
                auth,
                apiVersion,
                credentials,
                headers,
                timeouts,
                quirks,
                passThrough,
                engine,
                limits,
                budgets,
                resilience,
                false);
    }

    /** One of which only the paths that the router serves can be reached. */
    public Upstream(
            String id,
            String name,
            String uid,
            long generation,
            WireFormat format,
            String vendor,
            String baseUrl,
            Auth auth,
            String apiVersion,
            List<String> credentials,
            Map<String, String> headers,
            TimeoutMillis timeouts,
            Quirks quirks,
            EngineConfig engine) {
        this(
                id,
                name,
                uid,
                generation,
                format,
                vendor,
                baseUrl,
                auth,
                apiVersion,
                credentials,
                headers,
                timeouts,
                quirks,
                false,
                engine,
                null,
                null,
                null);
    }

    /** Without limits and budgets. */
    public Upstream(
            String id,
            String name,
            String uid,
            long generation,
            WireFormat format,
            String vendor,
            String baseUrl,
            Auth auth,
            String apiVersion,
            List<String> credentials,
            Map<String, String> headers,
            TimeoutMillis timeouts,
            Quirks quirks,
            boolean passThrough,
            EngineConfig engine) {
        this(
                id,
                name,
                uid,
                generation,
                format,
                vendor,
                baseUrl,
                auth,
                apiVersion,
                credentials,
                headers,
                timeouts,
                quirks,
                passThrough,
                engine,
                null,
                null,
                null);
    }

    /** Says how a credential travels where nothing was said. */
    public Upstream {
        auth = auth == null ? Auth.BEARER : auth;
    }

    /** Whether it is a deployment: its pods come and go, and tell how busy they are. */
    public boolean local() {
        return engine != null;
    }

    /** Whether it is a deployment of which no engine is to run. */
    public boolean suspended() {
        return engine != null && engine.suspended();
    }

    /**
     * Whether requests for a model of it stay where data may stay. A name decides even for the engines of a deployment: they may be
     * Ollama, and nobody is to learn by an outage of privacy that they were.
     *
     * @param model the model's id
     * @return false for other people's APIs, and for models that Ollama, whoever runs it, hands on to its cloud
     */
    public boolean keeps(String model) {
        return (local() || selfHosted) && !OLLAMA_CLOUD.matcher(model).find();
    }
}
