package dev.cortexllm.router.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads vLLM's metrics page (Prometheus text). Every quantity is looked for under its names of newer and older versions;
 * the first name present counts. Series of one name are summed: with data parallelism there is one per {@code engine}.
 */
public final class VllmMetrics {
    private static final List<String> RUNNING = List.of("vllm:num_requests_running", "vllm_num_requests_running");
    private static final List<String> WAITING = List.of("vllm:num_requests_waiting", "vllm_num_requests_waiting");
    private static final List<String> LATENCY =
            List.of("vllm:e2e_request_latency_seconds", "vllm_e2e_request_latency_seconds");
    private static final List<String> QUEUED = List.of(
            "vllm:request_queue_time_seconds", "vllm:time_in_queue_requests", "vllm_request_queue_time_seconds");

    private VllmMetrics() {}

    /**
     * Reads a page.
     *
     * @param text the page
     * @return the sample, or empty when the page has no queue at all and so is not vLLM's
     */
    public static Optional<EngineSample> read(String text) {
        Map<String, Double> sums = new HashMap<>();
        text.lines().forEach(line -> add(line, sums));
        Optional<Double> running = first(sums, RUNNING, "");
        Optional<Double> waiting = first(sums, WAITING, "");
        if (running.isEmpty() || waiting.isEmpty()) {
            return Optional.empty();
        }
        double latency = first(sums, LATENCY, "_sum").orElse(0.0);
        double queued = first(sums, QUEUED, "_sum").orElse(0.0);
        double finished = first(sums, LATENCY, "_count").orElse(0.0);
        return Optional.of(new EngineSample(running.get(), waiting.get(), finished, Math.max(0, latency - queued)));
    }

    private static Optional<Double> first(Map<String, Double> sums, List<String> names, String suffix) {
        return names.stream()
                .map(name -> sums.get(name + suffix))
                .filter(sum -> sum != null)
                .findFirst();
    }

    /** Adds one series to the sum of its name; comments, histogram buckets and what is not a number are passed over. */
    private static void add(String line, Map<String, Double> sums) {
        if (!line.startsWith("vllm")) {
            return;
        }
        int brace = line.indexOf('{');
        int space = line.indexOf(' ', line.lastIndexOf('}') + 1);
        String name = line.substring(0, brace >= 0 ? brace : Math.max(0, line.indexOf(' ')));
        if (space < 0 || name.isEmpty() || name.endsWith("_bucket")) {
            return;
        }
        String value = line.substring(space + 1).strip().split(" ", 2)[0];
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                sums.merge(name, number, Double::sum);
            }
        } catch (NumberFormatException e) {
            sums.remove(name);
        }
    }
}
