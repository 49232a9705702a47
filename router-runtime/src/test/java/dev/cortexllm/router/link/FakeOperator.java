package dev.cortexllm.router.link;

import dev.cortexllm.config.BundleFiles;
import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.config.ConfigBundle;
import dev.cortexllm.link.FromOperator;
import dev.cortexllm.link.LinkAddress;
import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.link.RouterReport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The operator's end of the link: TLS with a certificate of its own, a stream to push to, reports to look at. */
final class FakeOperator {
    private final BlockingQueue<HttpServerResponse> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<RouterReport> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private final String caPem;
    private HttpServerResponse stream;

    /** A self-signed certificate for 127.0.0.1; slow to make, so one per test class. */
    record Certificate(Path store, String pem) {
        static Certificate make(Path folder) throws Exception {
            Path store = folder.resolve("operator.p12");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "o",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=operator",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit");
            Path pem = folder.resolve("operator.pem");
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "o",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    "changeit",
                    "-file",
                    pem.toString());
            return new Certificate(store, Files.readString(pem));
        }
    }

    FakeOperator(Vertx vertx, Certificate certificate) throws Exception {
        caPem = certificate.pem();
        server = vertx.createHttpServer(new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                        new PfxOptions().setPath(certificate.store().toString()).setPassword("changeit")));
        server.requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    private void handle(HttpServerRequest request) {
        tokens.add(request.getHeader("authorization"));
        if (request.path().equals(LinkProtocol.STREAM_PATH)) {
            HttpServerResponse response = request.response().setChunked(true);
            response.writeHead();
            streams.add(response);
            return;
        }
        request.body().onSuccess(body -> {
            try {
                reports.add(CanonicalJson.read(body.getBytes(), RouterReport.class));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            request.response().setStatusCode(204).end();
        });
    }

    String address() {
        return CanonicalJson.text(new LinkAddress("https://127.0.0.1:" + server.actualPort(), caPem));
    }

    /** Waits for a router to dial. */
    void awaitDial() throws InterruptedException {
        stream = streams.poll(20, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("nobody dialled");
        }
    }

    String token() throws InterruptedException {
        return tokens.poll(10, TimeUnit.SECONDS);
    }

    void push(FromOperator message) {
        String type = message.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
        String json = CanonicalJson.text(message);
        String line = json.contains("\"type\"")
                ? json
                : "{\"type\":\"" + type + "\"" + (json.equals("{}") ? "}" : "," + json.substring(1));
        stream.write(Buffer.buffer(line + "\n"));
    }

    void push(ConfigBundle bundle) {
        push(new FromOperator.Config(bundle.hash(), BundleFiles.write(bundle)));
    }

    /** Breaks the connection. */
    void hangUp() {
        stream.reset();
    }

    RouterReport report(Predicate<RouterReport> wanted) throws InterruptedException {
        RouterReport report = reports.poll(10, TimeUnit.SECONDS);
        while (report != null && !wanted.test(report)) {
            report = reports.poll(10, TimeUnit.SECONDS);
        }
        if (report == null) {
            throw new AssertionError("no such report came");
        }
        return report;
    }
}
