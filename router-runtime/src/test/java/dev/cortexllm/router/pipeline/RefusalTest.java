package dev.cortexllm.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before any upstream is called. */
class RefusalTest {
    private static Vertx vertx;
    private static FakeUpstream cloud;
    private static TestRouter router;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        cloud = new FakeUpstream(vertx);
        router = new TestRouter()
                .serve(new Configs().provider("cloud", cloud.url()).maxRequestBytes(2_000));
    }

    @AfterAll
    static void stop() {
        assertThat(cloud.seen()).isEmpty();
        router.close();
        FakeUpstream.await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"assistant\",}           | was expecting double-quote to start field name",
                "{\"model\":\"assistant\"             | line 1, column",
                "{\"model\":1}                        | 'model' must be a string (line 1, column 10, byte 9)",
                "{}                                   | names no 'model'",
                "[]                                   | must be a JSON object",
                "{\"model\":\"a\",\"top_p\":NaN}       | Non-standard token 'NaN' (line 1, column",
                "{\"model\":\"a\",\"model\":\"b\"}    | 'model' stands twice",
                "{\"model\":\"a\"} x                  | goes on after its JSON object (line 1, column 15, byte 14)",
                "{\"model\":\"a\",\"stream\":\"yes\"} | 'stream' must be true or false",
            })
    void bad_json_is_400_with_the_position(String body, String sentence) throws Exception {
        HttpResponse<String> answer = router.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence).contains("\"type\":\"invalid_request_error\"");
        assertThat(answer.headers().firstValue("x-cortex-request-id")).isPresent();
    }

    @Test
    void unknown_model_is_404_and_lists_what_exists() throws Exception {
        HttpResponse<String> answer = router.post("{\"model\":\"gpt-9\",\"messages\":[]}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"error\":{\"message\":\"The model 'gpt-9' does not exist. It can be one of: assistant.\","
                        + "\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}");
        assertThat(router.admin("/metrics").body())
                .contains("cortex_llm_requests_total{code=\"404\",model=\"unknown\",policy=\"unknown\"")
                .doesNotContain("gpt-9");
    }

    @Test
    void too_large_is_413_by_announcement() throws Exception {
        HttpResponse<String> answer = router.post("{\"model\":\"assistant\",\"x\":\"" + "y".repeat(3_000) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("larger than 2000 bytes").contains("request_too_large");
    }

    @Test
    void too_large_is_413_by_count() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", router.port())) {
            String head = "POST /v1/chat/completions HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n";
            String chunk = "400\r\n" + "y".repeat(1024) + "\r\n";
            socket.getOutputStream().write((head + chunk + chunk + chunk).getBytes(StandardCharsets.US_ASCII));
            assertThat(RawClient.readUntil(socket, "request_too_large"))
                    .contains("413")
                    .contains("connection: close");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,/v1/embeddings,404", "POST,/,404", "GET,/v1/chat/completions,405", "DELETE,/v1/models,405"})
    void unserved_is_told_in_a_sentence(String method, String path, int code) throws Exception {
        HttpResponse<String> answer = router.send(method, path);

        assertThat(answer.statusCode()).isEqualTo(code);
        assertThat(answer.body()).contains(code == 404 ? "Nothing is served at " + path : path + " is served by");
        assertThat(answer.headers().firstValue("allow").isPresent()).isEqualTo(code == 405);
    }

    @Test
    void unknown_task_is_told() throws Exception {
        HttpResponse<String> answer = router.post(TestRouter.PLAIN, "x-cortex-task", "Cooking");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("x-cortex-task names no task");
    }

    @ParameterizedTest
    @CsvSource({
        "x-cortex-execution-id, =1+1, x-cortex-execution-id must be 1 to 128 characters",
        "x-cortex-tags, a;b, x-cortex-tags must hold tags of 1 to 64 characters",
    })
    void what_a_request_is_for_must_be_well_formed(String header, String value, String told) throws Exception {
        HttpResponse<String> answer = router.post(TestRouter.PLAIN, header, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(told);
    }
}
