package dev.cortexllm.sandbox.operator;

/** The resources of the tests: a gateway, a policy, a local and a cloud model. */
final class Hybrid {
    static final String GATEWAY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: LLMGateway
            metadata: {name: main}
            spec: {replicas: 2}
            """;
    static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: cloud, labels: {cortexllm.dev/credential: "true"}}
            stringData: {apiKey: sk-test}
            """;
    static final String DEPLOYMENT = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: ModelDeployment
            metadata: {name: tiny}
            spec: {model: {name: tiny, source: "hf://acme/tiny"}, maxConcurrency: 4}
            """;
    static final String POLICY = """
            apiVersion: cortexllm.dev/v1alpha1
            kind: RoutingPolicy
            metadata: {name: assistant}
            spec:
              models: [auto]
              strategy: LocalFirst
              targets:
              - {name: local, deploymentRef: {name: tiny}}
              - {name: cloud, providerRef: {name: cloud}, model: gpt-x}
            """;
    /** Accepted by the schema, refused by the compiler. */
    static final String BROKEN_POLICY = POLICY.replace("LocalFirst", "Weighted")
            .replace("{name: tiny}}", "{name: tiny}, weight: 0}")
            .replace("model: gpt-x}", "model: gpt-x, weight: 0}");

    private Hybrid() {}

    static String provider(String baseUrl) {
        return """
            apiVersion: cortexllm.dev/v1alpha1
            kind: LLMProvider
            metadata: {name: cloud}
            spec:
              baseUrl: %s
              credentials: [{secretRef: {name: cloud, key: apiKey}}]
              healthCheckInterval: 1s
            """.formatted(baseUrl);
    }

    static String all(String baseUrl) {
        return String.join("---\n", SECRET, provider(baseUrl), DEPLOYMENT, GATEWAY, POLICY);
    }
}
