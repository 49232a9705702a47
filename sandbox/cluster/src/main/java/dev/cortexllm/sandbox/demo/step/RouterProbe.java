package dev.cortexllm.sandbox.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.sandbox.demo.load.Chat;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The routers, asked one by one at their admin ports what would become of a request. */
final class RouterProbe {
    private static final int ADMIN = 9464;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Cluster cluster;
    private final String model;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param cluster where they run
     * @param model what requests ask for
     */
    RouterProbe(Cluster cluster, String model) {
        this.cluster = cluster;
        this.model = model;
    }

    /**
     * Every router's explanation.
     *
     * @param chat a request
     * @return one explanation for each router
     * @throws StepFailed when a router cannot be asked
     */
    List<JsonNode> explain(Chat chat) throws StepFailed, InterruptedException {
        List<JsonNode> explanations = new ArrayList<>();
        for (Pod pod : cluster.routerPods()) {
            explanations.add(explain(pod.getStatus().getPodIP(), chat));
        }
        StepFailed.unless(!explanations.isEmpty(), "there is no router to ask");
        return explanations;
    }

    private JsonNode explain(String address, Chat chat) throws StepFailed, InterruptedException {
        URI uri = URI.create("http://" + address + ":" + ADMIN + "/explain");
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(chat.body(model)));
        chat.headers().forEach(request::header);
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            StepFailed.unless(response.statusCode() == 200, uri + " says " + response.body());
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new StepFailed(uri + " does not answer: " + e.getMessage());
        }
    }

    /** Whether every router says that of a target, as {@code Cold}; false while one cannot be asked. */
    boolean allSay(Chat chat, String target, String reason) {
        try {
            for (JsonNode explanation : explain(chat)) {
                if (!reason.equals(reason(explanation, target))) {
                    return false;
                }
            }
            return true;
        } catch (StepFailed e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Why a target is where it is; empty when the explanation does not know it. */
    static String reason(JsonNode explanation, String target) {
        for (JsonNode candidate : explanation.path("candidates")) {
            if (candidate.path("target").asText().equals(target)) {
                return candidate.path("reason").asText();
            }
        }
        return "";
    }
}
