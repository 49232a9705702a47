package dev.cortexllm.sandbox.models.metrics;

import dev.cortexllm.sandbox.models.engine.Engine;
import dev.cortexllm.sandbox.models.engine.EngineListener;
import dev.cortexllm.sandbox.models.engine.EngineStats;
import dev.cortexllm.sandbox.models.engine.FinishReason;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.engine.PrefixCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * vLLM's metrics under their names of 2026, buckets included. Counters never go back, whatever the control surface
 * resets. {@code request_success_total} counts aborted requests too, under that reason, as vLLM does.
 */
public final class EngineMetrics implements EngineListener {
    private static final List<Double> FIRST_TOKEN = List.of(
            0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0, 20.0, 40.0,
            80.0, 160.0, 640.0, 2560.0);
    private static final List<Double> BETWEEN_TOKENS = List.of(
            0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0, 20.0, 40.0, 80.0);
    private static final List<Double> REQUEST = List.of(
            0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 2.5, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0, 120.0, 240.0, 480.0,
            960.0, 1920.0, 7680.0);

    private final Histogram firstToken = new Histogram(FIRST_TOKEN);
    private final Histogram betweenTokens = new Histogram(BETWEEN_TOKENS);
    private final Histogram endToEnd = new Histogram(REQUEST);
    private final Histogram queue = new Histogram(REQUEST);
    private final Histogram prefill = new Histogram(REQUEST);
    private final Histogram decode = new Histogram(REQUEST);
    private final Map<String, Long> finished = new LinkedHashMap<>();
    private final String labels;
    private final long kvTokens;
    private long promptTokens;
    private long generationTokens;

    /**
     * Empty metrics.
     *
     * @param model the model's served name
     * @param kvTokens tokens that fit into the simulated key-value cache, at least 1
     */
    public EngineMetrics(String model, long kvTokens) {
        this.labels = "engine=\"0\",model_name=\"" + ExpositionText.escape(model) + "\"";
        this.kvTokens = kvTokens;
        List.of("stop", "length", "abort", "error").forEach(reason -> finished.put(reason, 0L));
    }

    @Override
    public void firstToken(Generation generation) {
        firstToken.observe(generation.firstTokenSeconds());
        prefill.observe(generation.prefillSeconds());
        promptTokens += generation.plan().promptTokens();
        generationTokens++;
    }

    @Override
    public void nextToken(double seconds) {
        betweenTokens.observe(seconds);
        generationTokens++;
    }

    @Override
    public void over(Generation generation) {
        finished.merge(reason(generation), 1L, Long::sum);
        endToEnd.observe(generation.totalSeconds());
        if (generation.started()) {
            queue.observe(generation.queueSeconds());
        }
        if (generation.emitted() > 0) {
            decode.observe(generation.decodeSeconds());
        }
    }

    private static String reason(Generation generation) {
        return switch (generation.state()) {
            case CANCELLED -> "abort";
            case FAILED -> "error";
            default -> generation.plan().finish() == FinishReason.LENGTH ? "length" : "stop";
        };
    }

    /** Renders everything in Prometheus' text format. */
    public String render(Engine engine, PrefixCache cache) {
        ExpositionText text = new ExpositionText(labels);
        gauges(text, engine);
        counter(text, "vllm:prefix_cache_queries", "Prefix cache queries, in tokens.", cache.queried());
        counter(text, "vllm:prefix_cache_hits", "Prefix cache hits, in tokens.", cache.hit());
        counter(text, "vllm:num_preemptions", "Cumulative number of preemption from the engine.", 0);
        counter(text, "vllm:prompt_tokens", "Number of prefill tokens processed.", promptTokens);
        counter(text, "vllm:generation_tokens", "Number of generation tokens processed.", generationTokens);
        text.family("vllm:request_success_total", "counter", "Count of successfully processed requests.");
        finished.forEach((why, n) -> text.sample("vllm:request_success_total", n, "finished_reason", why));
        firstToken.write(text, "vllm:time_to_first_token_seconds", "Histogram of time to first token in seconds.");
        betweenTokens.write(text, "vllm:inter_token_latency_seconds", "Histogram of inter-token latency in seconds.");
        endToEnd.write(text, "vllm:e2e_request_latency_seconds", "Histogram of e2e request latency in seconds.");
        queue.write(text, "vllm:request_queue_time_seconds", "Histogram of time spent in WAITING phase for request.");
        prefill.write(text, "vllm:request_prefill_time_seconds", "Histogram of time spent in PREFILL phase.");
        decode.write(text, "vllm:request_decode_time_seconds", "Histogram of time spent in DECODE phase.");
        return text.toString();
    }

    private void gauges(ExpositionText text, Engine engine) {
        EngineStats stats = engine.stats();
        gauge(text, "vllm:num_requests_running", "Number of requests in model execution batches.", stats.running());
        gauge(text, "vllm:num_requests_waiting", "Number of requests waiting to be processed.", stats.waiting());
        String byReason = "vllm:num_requests_waiting_by_reason";
        text.family(byReason, "gauge", "Number of waiting requests by reason.");
        text.sample(byReason, stats.waiting(), "reason", "capacity");
        text.sample(byReason, 0, "reason", "deferred");
        long held = engine.running().stream()
                .mapToLong(generation -> generation.plan().promptTokens() + generation.emitted())
                .sum();
        double usage = Math.min(1, held / (double) kvTokens);
        gauge(text, "vllm:kv_cache_usage_perc", "KV-cache usage. 1 means 100 percent usage.", usage);
    }

    private static void gauge(ExpositionText text, String name, String help, double value) {
        text.family(name, "gauge", help);
        text.sample(name, value);
    }

    private static void counter(ExpositionText text, String name, String help, long value) {
        text.family(name + "_total", "counter", help);
        text.sample(name + "_total", value);
    }
}
