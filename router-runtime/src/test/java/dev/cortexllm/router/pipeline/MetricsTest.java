package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.Strategy;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void everything_is_measured_under_its_name() throws Exception {
        Vertx vertx = Vertx.vertx();
        FakeUpstream cloud = new FakeUpstream(vertx);
        Configs configs = new Configs()
                .strategy(Strategy.LOCAL_FIRST)
                .deployment("local", 4)
                .provider("cloud", cloud.url());
        try (TestRouter router = new TestRouter().serve(configs)) {
            router.post(TestRouter.PLAIN);
            router.post("{\"model\":\"made-up\"}");
            String labels = "model=\"cloud-model\",policy=\"chat\",provider=\"cloud\",rule=\"default\"";
            String spent = "model=\"cloud-model\",policy=\"chat\",provider=\"cloud\",";

            String metrics = router.admin("/metrics").body();

            assertThat(metrics)
                    .contains("cortex_llm_requests_total{code=\"200\"," + labels + "} 1.0")
                    .contains("cortex_llm_request_duration_seconds_count{" + labels + "} 1")
                    .contains("cortex_llm_time_to_first_content_seconds_count{" + labels + "} 1")
                    .contains("cortex_llm_tokens_total{" + spent + "type=\"input\",workspace=\"\"} 3.0")
                    .contains("cortex_llm_tokens_total{" + spent + "type=\"output\",workspace=\"\"} 2.0")
                    .contains("cortex_llm_cost_usd_total{" + spent + "workspace=\"\"} 7.0E-6")
                    .contains(
                            "cortex_llm_attempts_total{model=\"cloud-model\",provider=\"cloud\",result=\"answered\"} 1.0")
                    .contains("cortex_llm_overhead_seconds_count 1")
                    .contains("cortex_llm_in_flight 0.0")
                    .contains("cortex_llm_waiting{upstream=\"deployment/ns/local\"} 0.0")
                    .contains("cortex_llm_upstream_in_flight{upstream=\"provider/ns/cloud\"} 0.0")
                    .contains("cortex_llm_spill_share{policy=\"chat\",rule=\"default\",target=\"local\"} 0.0")
                    .contains("cortex_llm_queue_wait_seconds{upstream=\"deployment/ns/local\"} 0.0")
                    .doesNotContain("made-up")
                    .doesNotContain("secret-of");
        } finally {
            FakeUpstream.await(vertx.close());
        }
    }
}
