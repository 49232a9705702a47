package dev.cortexllm.sandbox.kubelet.probe;

import dev.cortexllm.sandbox.kubelet.runtime.ProcessLauncher;
import io.fabric8.kubernetes.api.model.ExecAction;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.LifecycleHandler;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.TCPSocketAction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Makes single checks. Every method blocks, at most for its timeout. */
public final class Checks {
    private static final int MESSAGE_LIMIT = 1024;

    private final HttpClient http;
    private final ProcessLauncher launcher;

    /** @param launcher executes commands */
    public Checks(ProcessLauncher launcher) {
        this.launcher = launcher;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(TrustAll.context())
                .build();
    }

    /** Runs a probe once, within its {@code timeoutSeconds}. */
    public CheckResult probe(Probe probe, CheckTarget target) throws InterruptedException {
        Duration timeout = Duration.ofSeconds(Objects.requireNonNullElse(probe.getTimeoutSeconds(), 1));
        if (probe.getHttpGet() != null) {
            return httpGet(probe.getHttpGet(), target, timeout);
        }
        if (probe.getTcpSocket() != null) {
            return tcp(probe.getTcpSocket(), target, timeout);
        }
        if (probe.getExec() != null) {
            return exec(probe.getExec(), target, timeout);
        }
        return CheckResult.failure("the sandbox kubelet knows httpGet, tcpSocket and exec probes only");
    }

    /** Runs a lifecycle hook to its end, or until the time is up. */
    public CheckResult hook(LifecycleHandler hook, CheckTarget target, Duration timeout) throws InterruptedException {
        if (hook.getSleep() != null) {
            long seconds = Math.min(hook.getSleep().getSeconds(), timeout.toSeconds());
            TimeUnit.SECONDS.sleep(seconds);
            return CheckResult.success();
        }
        if (hook.getHttpGet() != null) {
            return httpGet(hook.getHttpGet(), target, timeout);
        }
        if (hook.getExec() != null) {
            return exec(hook.getExec(), target, timeout);
        }
        return CheckResult.failure("the sandbox kubelet knows sleep, httpGet and exec hooks only");
    }

    private CheckResult httpGet(HTTPGetAction action, CheckTarget target, Duration timeout)
            throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(action, target))
                    .timeout(timeout)
                    .header("User-Agent", "kube-probe/sandbox")
                    .header("Accept", "*/*");
            if (action.getHttpHeaders() != null) {
                action.getHttpHeaders().forEach(header -> request.header(header.getName(), header.getValue()));
            }
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status >= 200 && status < 400
                    ? CheckResult.success()
                    : CheckResult.failure("HTTP probe failed with statuscode: " + status);
        } catch (IOException | IllegalArgumentException e) {
            return CheckResult.failure("HTTP probe failed: " + e);
        }
    }

    private static URI uri(HTTPGetAction action, CheckTarget target) {
        String scheme = Objects.requireNonNullElse(action.getScheme(), "HTTP").toLowerCase();
        String host = Objects.requireNonNullElse(action.getHost(), "");
        String path = Objects.requireNonNullElse(action.getPath(), "/");
        return URI.create(scheme + "://" + (host.isEmpty() ? target.podIp() : host) + ":"
                + target.port(action.getPort()) + (path.startsWith("/") ? "" : "/") + path);
    }

    private static CheckResult tcp(TCPSocketAction action, CheckTarget target, Duration timeout) {
        String host = Objects.requireNonNullElse(action.getHost(), "");
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(host.isEmpty() ? target.podIp() : host, target.port(action.getPort())),
                    (int) timeout.toMillis());
            return CheckResult.success();
        } catch (IOException | IllegalArgumentException e) {
            return CheckResult.failure("TCP probe failed: " + e.getMessage());
        }
    }

    private CheckResult exec(ExecAction action, CheckTarget target, Duration timeout) throws InterruptedException {
        try {
            Path output =
                    Files.createTempFile(target.directory(), target.container().getName() + "-", ".exec");
            try {
                Process process = launcher.exec(target.executing(action.getCommand()), target.directory(), output);
                if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    return CheckResult.failure("command timed out after " + timeout.toSeconds() + " s");
                }
                return process.exitValue() == 0
                        ? CheckResult.success()
                        : CheckResult.failure("command exited with " + process.exitValue() + ": " + head(output));
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return CheckResult.failure("command could not be executed: " + e.getMessage());
        }
    }

    private static String head(Path output) throws IOException {
        try (var in = Files.newInputStream(output)) {
            return new String(in.readNBytes(MESSAGE_LIMIT), java.nio.charset.StandardCharsets.UTF_8).strip();
        }
    }
}
