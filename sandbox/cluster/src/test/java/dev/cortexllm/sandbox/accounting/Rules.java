package dev.cortexllm.sandbox.accounting;

import java.util.List;

/**
 * What the routers are told to hold to, as YAML; the rest is the same for all tests. Of a burst of new connections one is lost
 * now and then, which is why they try those again.
 *
 * @param gateway fields of the LLMGateway's spec, one a line, or empty
 * @param policy fields of each RoutingPolicy's spec, one a line, or empty
 * @param commandMillis how long a router waits for Redis, in milliseconds
 */
record Rules(String gateway, String policy, int commandMillis) {
    /** The policies' names, one for each provider. */
    static final List<String> MODELS = List.of("cheap", "dear");

    /** How long a router waits for a Redis that hangs, in milliseconds. */
    static final int COMMAND_MILLIS = 2_000;

    Rules(String gateway, String policy) {
        this(gateway, policy, COMMAND_MILLIS);
    }

    /** The same, where Redis never hangs: what takes longer is the machine, and nothing may be decided without Redis. */
    Rules patient() {
        return new Rules(gateway, policy, 10 * COMMAND_MILLIS);
    }

    String yaml(String redis, Providers providers) {
        return """
                apiVersion: cortexllm.dev/v1alpha1
                kind: LLMGateway
                metadata: {name: main}
                spec:
                  redis: {url: "%s", commandTimeout: %dms}
                %s---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: key
                  labels: {cortexllm.dev/credential: "true"}
                stringData: {apiKey: "%s"}
                ---
                """.formatted(redis, commandMillis, indented(gateway), Providers.KEY)
                + route("cheap", Providers.Kind.OPENAI, providers)
                + route("dear", Providers.Kind.ANTHROPIC, providers);
    }

    private String route(String asked, Providers.Kind kind, Providers providers) {
        return """
                apiVersion: cortexllm.dev/v1alpha1
                kind: LLMProvider
                metadata: {name: %s}
                spec:
                  vendor: %s
                  baseUrl: %s
                  credentials:
                  - secretRef: {name: key, key: apiKey}
                  models:
                  - {name: %s, maxOutputTokens: 4096, %s}
                ---
                apiVersion: cortexllm.dev/v1alpha1
                kind: RoutingPolicy
                metadata: {name: %s}
                spec:
                  models: [%s]
                  targets:
                  - {name: only, providerRef: {name: %s}, model: %s}
                  retry: {classes: [Connect], backoff: {base: 200ms, max: 2s}}
                %s---
                """.formatted(
                        kind.format(),
                        kind.format(),
                        providers.url(kind) + (kind == Providers.Kind.OPENAI ? "/v1" : ""),
                        kind.model(),
                        kind.priceFields(),
                        asked,
                        asked,
                        kind.format(),
                        kind.model(),
                        indented(policy));
    }

    private static String indented(String fields) {
        return fields.isBlank() ? "" : fields.stripIndent().strip().indent(2);
    }
}
