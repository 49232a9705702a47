package dev.cortexllm.bench.cluster;

/** Objects as JSON, each with what a team would say of it and no more. */
public final class Manifests {
    /** Name of the gateway; its Service is named {@code main-router}. */
    public static final String GATEWAY = "main";

    private static final String HEAD = "{\"apiVersion\":\"cortexllm.dev/v1alpha1\",\"kind\":\"";

    private Manifests() {}

    /** A gateway of one router that serves every policy. */
    public static String gateway() {
        return object("LLMGateway", GATEWAY, "{\"replicas\":1,\"policySelector\":{}}");
    }

    /** The Secret with a provider's key. */
    public static String secret() {
        return """
                {"apiVersion":"v1","kind":"Secret",
                 "metadata":{"name":"provider","labels":{"cortexllm.dev/credential":"true"}},
                 "stringData":{"apiKey":"sk-bench"}}""";
    }

    /**
     * The provider.
     *
     * @param port where it is on this machine
     */
    public static String provider(int port) {
        return object("LLMProvider", "provider", """
                {"format":"OpenAI","baseUrl":"http://127.0.0.1:%d/v1",
                 "credentials":[{"secretRef":{"name":"provider","key":"apiKey"}}],
                 "models":[{"name":"bench","contextWindow":128000,"maxOutputTokens":8000,
                            "inputUsdPerMillionTokens":"0.5","outputUsdPerMillionTokens":"1.5"}]}""".formatted(port));
    }

    /** A deployment of one replica on a GPU, whose pod waits for a scheduler that there is not. */
    public static String deployment(int number) {
        return object("ModelDeployment", "model-" + number, """
                {"engine":{"type":"VLLM","version":"0.19.1"},
                 "model":{"name":"tiny-%1$d","source":"hf://acme/tiny-%1$d"},
                 "replicas":1,"gpus":1,"maxConcurrency":64,
                 "podTemplate":{"spec":{"schedulerName":"somebody-elses"}}}""".formatted(number));
    }

    /**
     * A policy that has the provider.
     *
     * @param name its name, which is a model's too
     * @param another another model's name
     */
    public static String policyOfProvider(String name, String another) {
        return object("RoutingPolicy", name, """
                {"models":["%s","%s"],
                 "targets":[{"name":"only","providerRef":{"name":"provider"},"model":"bench"}],
                 "rateLimits":[{"name":"requests","requestsPerMinute":100000}],
                 "budgets":[{"name":"day","window":"Day","limitUsd":"1000"}]}""".formatted(name, another));
    }

    private static String object(String kind, String name, String spec) {
        return HEAD + kind + "\",\"metadata\":{\"name\":\"" + name + "\"},\"spec\":" + spec + "}";
    }
}
