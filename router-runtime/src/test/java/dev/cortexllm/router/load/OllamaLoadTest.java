package dev.cortexllm.router.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.load.LoadEnd;
import dev.cortexllm.load.LoadReason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers as an Ollama does. */
class OllamaLoadTest {
    private static final String PULLED = """
            {"status":"pulling manifest"}
            {"status":"pulling 3f2a","digest":"sha256:3f2a","total":900}
            {"status":"pulling 3f2a","digest":"sha256:3f2a","total":900,"completed":450}
            {"status":"pulling 3f2a","digest":"sha256:3f2a","total":900,"completed":900}
            {"status":"pulling 9b1c","digest":"sha256:9b1c","total":100,"completed":100}
            {"status":"verifying sha256 digest"}
            {"status":"success"}
            """;

    @TempDir
    Path store;

    private final Progress progress = new Progress(System::nanoTime);
    private final List<String> asked = new ArrayList<>();
    private final Deque<String> pulls = new ArrayDeque<>();
    private int shown = 404;
    private HttpServer ollama;

    @BeforeEach
    void start() throws IOException {
        ollama = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        ollama.createContext("/", this::answer);
        ollama.start();
    }

    @AfterEach
    void stop() {
        ollama.stop(0);
    }

    @Test
    void aModelIsPulledAndNamed() throws Exception {
        pulls.add(PULLED);
        load(Disk.real());
        assertThat(asked)
                .contains(
                        "/api/pull {\"model\":\"qwen3:4b\",\"stream\":true}",
                        "/api/copy {\"source\":\"qwen3:4b\",\"destination\":\"tiny\"}");
        assertThat(progress.now().bytes()).isEqualTo(1000);
        assertThat(progress.now().totalBytes()).isEqualTo(1000);
        assertThat(progress.now().phase()).isEqualTo("done");
    }

    @Test
    void whatIsThereIsNotPulledAgain() throws Exception {
        pulls.add(PULLED);
        load(Disk.real());
        shown = 200;
        asked.clear();
        load(Disk.real());
        assertThat(asked).noneMatch(call -> call.startsWith("/api/pull"));
        Files.delete(store.resolve("loaded/k1.json"));
        pulls.add(PULLED);
        load(Disk.real());
        assertThat(asked).anyMatch(call -> call.startsWith("/api/pull"));
    }

    @Test
    void aPullThatEndsInTheMiddleIsDoneAgain() throws Exception {
        pulls.add(PULLED.substring(0, PULLED.indexOf("{\"status\":\"pulling 9b1c")));
        pulls.add("{\"error\":\"max retries exceeded: EOF\"}\n");
        pulls.add(PULLED);
        load(Disk.real());
        assertThat(pulls).isEmpty();
        assertThat(progress.now().bytes()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pull model manifest: file does not exist | NotFound | Ollama's registry has no model 'qwen3:4b'",
                "write /models/blobs: no space left on device | DiskTooSmall | the volume became full during the pull",
                "unauthorized: authentication required | GatedRepository | 'qwen3:4b' is not open to everybody",
                "pull model manifest: 412 | DownloadFailed | the pull of qwen3:4b failed 3 times in a row, the last time"
                        + " because Ollama says: pull model manifest: 412"
            })
    void whatOllamaSaysBecomesAReason(String said, LoadReason reason, String message) {
        for (int i = 0; i < 3; i++) {
            pulls.add("{\"error\":\"" + said + "\"}\n");
        }
        LoadEnd end =
                catchThrowableOfType(LoadFailure.class, () -> load(Disk.real())).end();
        assertThat(end.reason()).isEqualTo(reason);
        assertThat(end.message()).startsWith(message);
    }

    @Test
    void aDiskThatIsTooSmallIsToldBeforeItIsFull() {
        pulls.add(PULLED);
        LoadEnd end = catchThrowableOfType(LoadFailure.class, () -> load(folder -> 100))
                .end();
        assertThat(end.reason()).isEqualTo(LoadReason.DiskTooSmall);
    }

    private void load(Disk disk) throws Exception {
        URI server = OllamaLoad.server("127.0.0.1:" + ollama.getAddress().getPort());
        new OllamaLoad(server, store, disk, new Retries(3, time -> {}, () -> 0), progress)
                .run("k1", "qwen3:4b", "tiny");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(path + " "
                    + body.replace("\"stream\":true,\"model\":\"qwen3:4b\"", "\"model\":\"qwen3:4b\",\"stream\":true")
                            .replace(
                                    "\"destination\":\"tiny\",\"source\":\"qwen3:4b\"",
                                    "\"source\":\"qwen3:4b\",\"destination\":\"tiny\""));
            if (path.equals("/api/pull")) {
                byte[] answer = pulls.remove().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer[2] == 'e' ? 500 : 200, answer.length);
                exchange.getResponseBody().write(answer);
            } else {
                exchange.sendResponseHeaders(path.equals("/api/show") ? shown : 200, -1);
            }
        }
    }
}
