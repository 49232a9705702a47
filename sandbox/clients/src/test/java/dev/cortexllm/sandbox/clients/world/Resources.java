package dev.cortexllm.sandbox.clients.world;

import dev.cortexllm.sandbox.clients.client.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Writes what the router serves: for each target a provider and a policy that picks it by the model's name; and for each
 * client and target further ones that are to be driven into the ground, because the router remembers what failed, and that
 * must not be felt by other tests.
 */
public final class Resources {
    /** A key that no simulated server accepts. */
    public static final String WRONG_KEY = "sk-wrong-9876543210zyxwvutsrqponm";

    /** Tokens that fit into the window of the small providers, as the router is told. */
    public static final int SMALL_WINDOW = 200;

    private final StringBuilder yaml = new StringBuilder();
    private final Function<Target, String> url;

    private Resources(Function<Target, String> url) {
        this.url = url;
    }

    /**
     * Writes all resources into a folder.
     *
     * @param url where each target's server is
     */
    static Path write(Path folder, Function<Target, String> url) {
        Resources resources = new Resources(url);
        resources.secret("right", Simulator.KEY);
        resources.secret("wrong", WRONG_KEY);
        for (Target target : Target.values()) {
            resources.route(target, target.title(), target.route(), "right", target.model(), null);
            resources.route(target, "small-" + target.title(), small(target), "right", target.model(), SMALL_WINDOW);
            resources.route(target, "gone-" + target.title(), gone(target), "right", "no-such-model", null);
            for (Library library : Library.values()) {
                for (Ordeal ordeal : Ordeal.values()) {
                    String name = ordeal.route(library, target);
                    resources.route(target, name, name, ordeal.secret(), target.model(), null);
                }
                resources.fallback(library, target, target.next());
            }
        }
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve("resources.yaml"), resources.yaml)
                    .getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model name that leads to a provider of a small context window. */
    public static String small(Target target) {
        return "small-" + target.title();
    }

    /** The model name that leads to a model which the provider does not have. */
    public static String gone(Target target) {
        return "gone-" + target.title();
    }

    /** The model name that leads to a target and, when that fails, to the next. */
    public static String fallback(Library library, Target from) {
        return "with-fallback-" + library.title() + "-" + from.title();
    }

    private void fallback(Library library, Target from, Target to) {
        String name = fallback(library, from);
        yaml.append(
                """
                apiVersion: cortexllm.dev/v1alpha1
                kind: RoutingPolicy
                metadata: {name: %s}
                spec:
                  models: [%s]
                  strategy: Fallback
                  targets:
                  - {name: first, providerRef: {name: %s}, model: %s}
                  - {name: second, providerRef: {name: %s}, model: %s}
                  fallback: {targets: [first, second]}
                ---
                """.formatted(name, name, Ordeal.FAILING.route(library, from), from.model(), to.title(), to.model()));
    }

    private void secret(String name, String key) {
        yaml.append("""
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                  labels: {cortexllm.dev/credential: "true"}
                stringData: {apiKey: "%s"}
                ---
                """.formatted(name, key));
    }

    private void route(Target target, String provider, String asked, String secret, String model, Integer window) {
        String facts = window == null ? "" : ", contextWindow: " + window;
        yaml.append("""
                apiVersion: cortexllm.dev/v1alpha1
                kind: LLMProvider
                metadata: {name: %s}
                spec:
                  format: %s
                  vendor: %s
                  baseUrl: %s
                  credentials:
                  - secretRef: {name: %s, key: apiKey}
                  models:
                  - {name: %s, inputUsdPerMillionTokens: "2", outputUsdPerMillionTokens: "8"%s}
                ---
                apiVersion: cortexllm.dev/v1alpha1
                kind: RoutingPolicy
                metadata: {name: %s}
                spec:
                  models: [%s]
                  targets:
                  - {name: only, providerRef: {name: %s}, model: %s}
                ---
                """.formatted(
                        provider,
                        target.format(),
                        target.vendor(),
                        url.apply(target) + target.basePath(),
                        secret,
                        model,
                        facts,
                        asked,
                        asked,
                        provider,
                        model));
    }
}
