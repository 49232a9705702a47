package dev.cortexllm.router.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.router.target.EngineLoad;
import org.junit.jupiter.api.Test;

class VllmMetricsTest {
    @Test
    void current_names_are_summed_over_engines() {
        String page = """
                # HELP vllm:num_requests_running Number of requests
                # TYPE vllm:num_requests_running gauge
                vllm:num_requests_running{engine="0",model_name="kimi k2"} 3.0
                vllm:num_requests_running{engine="1",model_name="kimi k2"} 4.0
                vllm:num_requests_waiting{engine="0",model_name="kimi k2"} 2.0
                vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 9.0
                vllm:e2e_request_latency_seconds_bucket{le="0.3",model_name="a"} 7.0
                vllm:e2e_request_latency_seconds_sum{engine="0"} 12.5 1700000000000
                vllm:e2e_request_latency_seconds_count{engine="0"} 5.0
                vllm:request_queue_time_seconds_sum{engine="0"} 2.5
                """;

        assertThat(VllmMetrics.read(page)).hasValue(new EngineSample(7, 2, 5, 10));
    }

    @Test
    void older_name_of_the_queue_time_is_known() {
        String page = """
                vllm:num_requests_running{model_name="a"} 1
                vllm:num_requests_waiting{model_name="a"} 0
                vllm:e2e_request_latency_seconds_sum{model_name="a"} 8
                vllm:e2e_request_latency_seconds_count{model_name="a"} 4
                vllm:time_in_queue_requests_sum{model_name="a"} 2
                """;

        assertThat(VllmMetrics.read(page)).hasValue(new EngineSample(1, 0, 4, 6));
    }

    @Test
    void a_page_without_a_queue_is_not_an_engine() {
        assertThat(VllmMetrics.read("process_cpu_seconds_total 1\nvllm:num_requests_running 1\n"))
                .isEmpty();
        assertThat(VllmMetrics.read("")).isEmpty();
        assertThat(VllmMetrics.read("vllm:num_requests_running NaN\nvllm:num_requests_waiting x\n"))
                .isEmpty();
    }

    @Test
    void rate_follows_service_time_and_forgets_another_life() {
        LoadEstimator estimator = new LoadEstimator(8);

        EngineLoad first = estimator.next(new EngineSample(8, 4, 100, 50), 7, 1_000_000_000L);
        assertThat(first).isEqualTo(new EngineLoad(8, 4, 16, 7, 1_000_000_000L));

        EngineLoad idle = estimator.next(new EngineSample(0, 0, 100, 50), 7, 2_000_000_000L);
        assertThat(idle.ratePerSecond()).isEqualTo(16);

        EngineLoad restarted = estimator.next(new EngineSample(2, 0, 0, 0), 9, 3_000_000_000L);
        assertThat(restarted.ratePerSecond()).isZero();
    }
}
