package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.anthropic.AnthropicFormat;
import dev.cortexllm.sandbox.models.gemini.GeminiFormat;
import dev.cortexllm.sandbox.models.ollama.OllamaFormat;
import dev.cortexllm.sandbox.models.openai.OpenAiFormat;
import dev.cortexllm.sandbox.models.vllm.VllmFormat;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The formats by name: the one place besides its package where a new format is mentioned. */
public final class Formats {
    /** Names on the command line. */
    public static final List<String> NAMES = List.of("openai", "vllm", "anthropic", "gemini", "ollama");

    private Formats() {}

    /**
     * Makes a format.
     *
     * @param metrics the engine's metrics as Prometheus text
     * @param load requests running or waiting
     * @throws IllegalArgumentException if there is no format of that name
     */
    static WireFormat make(ServerOptions options, Served served, Supplier<String> metrics, IntSupplier load) {
        return switch (options.format()) {
            case "openai" -> new OpenAiFormat(served);
            case "vllm" -> new VllmFormat(served, options.autoToolChoice(), metrics, load);
            case "anthropic" -> new AnthropicFormat(served);
            case "gemini" -> new GeminiFormat(served);
            case "ollama" -> new OllamaFormat(served);
            default ->
                throw new IllegalArgumentException(
                        "no format '" + options.format() + "'; there are " + String.join(", ", NAMES));
        };
    }
}
