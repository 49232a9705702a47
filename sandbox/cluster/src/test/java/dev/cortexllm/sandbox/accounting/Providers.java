package dev.cortexllm.sandbox.accounting;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.sandbox.demo.process.Child;
import dev.cortexllm.sandbox.demo.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The simulated providers, one of each wire format, each with prices and a bill of its own. */
final class Providers {
    /** The key that they take. */
    static final String KEY = "sk-of-the-providers-0123456789";

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final Duration UP = Duration.ofSeconds(60);
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Kind, String> urls = new LinkedHashMap<>();

    /** What there is: prices are in USD per million tokens, and such that rounding would show. */
    enum Kind {
        OPENAI("openai", "gpt-small", 150_001, 600_007, 75_003, 150_001),
        ANTHROPIC("anthropic", "claude-small", 3_000_001, 15_000_003, 300_007, 3_750_001);

        private final String format;
        private final String model;
        private final long input;
        private final long output;
        private final long cached;
        private final long write;

        Kind(String format, String model, long input, long output, long cached, long write) {
            this.format = format;
            this.model = model;
            this.input = input;
            this.output = output;
            this.cached = cached;
            this.write = write;
        }

        String format() {
            return format;
        }

        String model() {
            return model;
        }

        /** The same prices as YAML for the router. */
        String priceFields() {
            return "inputUsdPerMillionTokens: \"%s\", outputUsdPerMillionTokens: \"%s\", cachedInputUsdPerMillionTokens: \"%s\""
                    .formatted(usd(input), usd(output), usd(cached));
        }

        String priceFlag() {
            return usd(input) + "," + usd(output) + "," + usd(cached) + "," + usd(write);
        }

        /** The least that a prompt and so many tokens of an answer can cost, in pico-USD. */
        long least(long promptTokens, long outputTokens) {
            return promptTokens * Math.min(cached, input) + outputTokens * output;
        }

        /** Pico-USD per token are micro-USD per million of them. */
        private static String usd(long picoPerToken) {
            return BigDecimal.valueOf(picoPerToken, 6).toPlainString();
        }
    }

    private Providers() {}

    /**
     * Starts all of them.
     *
     * @param programs starts them
     * @param perToken how long a token takes, such as {@code 20ms}
     */
    static Providers start(Programs programs, String perToken) throws InterruptedException {
        Map<Kind, Child> children = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            children.put(
                    kind,
                    programs.start(
                            kind.format(),
                            Programs.Program.MODELS,
                            List.of(
                                    kind.format(),
                                    "--port",
                                    "0",
                                    "--api-key",
                                    KEY,
                                    "--model",
                                    kind.model(),
                                    "--prices",
                                    kind.priceFlag(),
                                    "--time-to-first-token",
                                    "50ms",
                                    "--time-per-token",
                                    perToken,
                                    "--completion-tokens",
                                    "40",
                                    "--prefix-cache-blocks",
                                    "100000"),
                            LISTENING));
        }
        Providers providers = new Providers();
        for (Map.Entry<Kind, Child> child : children.entrySet()) {
            providers.urls.put(child.getKey(), child.getValue().awaitUp(UP).group(1));
        }
        return providers;
    }

    /** Returns where one is. */
    String url(Kind kind) {
        return urls.get(kind);
    }

    /** Returns all lines of one's bill, in the order in which they came about. */
    List<BillLine> bill(Kind kind) {
        List<BillLine> lines = new ArrayList<>();
        ask(kind, "bill").path("entries").forEach(entry -> lines.add(BillLine.of(entry)));
        return lines;
    }

    /** Returns all lines of all bills. */
    List<BillLine> bill() {
        List<BillLine> lines = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            lines.addAll(bill(kind));
        }
        return lines;
    }

    /** Returns how many answers are in the making. */
    int running() {
        int running = 0;
        for (Kind kind : Kind.values()) {
            JsonNode stats = ask(kind, "stats");
            running += stats.path("running").asInt() + stats.path("waiting").asInt();
        }
        return running;
    }

    private JsonNode ask(Kind kind, String what) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url(kind) + "/__sim/" + what)).build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
