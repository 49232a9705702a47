package dev.cortexllm.sandbox.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** The simulated local engine, looked at from outside: its own count of busy slots, and its process. */
public final class EngineProbe {
    private static final int PORT = 8000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final String deployment;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param cluster where it runs
     * @param deployment the ModelDeployment that it serves
     */
    public EngineProbe(Cluster cluster, String deployment) {
        this.cluster = cluster;
        this.deployment = deployment;
    }

    /** Where the engine itself answers, past the router. */
    public String url() throws StepFailed {
        return "http://" + pod().getStatus().getPodIP() + ":" + PORT;
    }

    /** Whether the engine's process answers, loaded or not. */
    public boolean up() {
        try {
            busySlotSeconds();
            return true;
        } catch (StepFailed e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Slot seconds that the engine has been busy since it started.
     *
     * @throws StepFailed when the engine cannot be asked
     */
    public double busySlotSeconds() throws StepFailed, InterruptedException {
        URI uri = URI.create(url() + "/__sim/stats");
        try {
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode busy = JSON.readTree(response.body()).path("busySlotSeconds");
            StepFailed.unless(busy.isNumber(), uri + " does not tell busySlotSeconds: " + response.body());
            return busy.asDouble();
        } catch (IOException e) {
            throw new StepFailed("the engine does not answer at " + uri + ": " + e.getMessage());
        }
    }

    /**
     * Lets the engine finish loading its model.
     *
     * @return whether it could be told; false while its process is not up
     */
    public boolean finishLoading() {
        try {
            URI uri = URI.create(url() + "/__sim/load/finish");
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | StepFailed e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Ends the engine's process with SIGKILL.
     *
     * @return its process id
     */
    public long kill() throws StepFailed {
        List<ContainerStatus> containers = pod().getStatus().getContainerStatuses();
        String id = containers.get(0).getContainerID();
        long pid = Long.parseLong(id.replaceFirst("^process://(\\d+).*$", "$1"));
        ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("no process " + pid))
                .destroyForcibly();
        return pid;
    }

    /** How often the engine's container was started again. */
    public int restarts() throws StepFailed {
        return pod().getStatus().getContainerStatuses().get(0).getRestartCount();
    }

    private Pod pod() throws StepFailed {
        List<Pod> pods = cluster.enginePods(deployment);
        StepFailed.unless(pods.size() == 1, "expected one engine pod, found " + pods.size());
        return pods.get(0);
    }
}
