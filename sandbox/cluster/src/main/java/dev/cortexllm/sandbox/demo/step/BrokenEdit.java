package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broken edit: what the schema can see is refused, what it cannot see is said in status, and neither stops anything. */
public final class BrokenEdit implements Step {
    private static final int REQUESTS = 20;

    @Override
    public String name() {
        return "broken-edit";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        RoutingPolicy good = stage.cluster().policy(PolicyEdits.POLICY);
        String refusal = refusedBySchema(stage, good);
        stage.cluster().apply(PolicyEdits.withoutAnyWeight(good));
        Stage.await(
                Duration.ofSeconds(20), () -> "Accepted=False", () -> accepted(stage, Condition.Status.False) != null);
        String sentence = beginning(accepted(stage, Condition.Status.False), "; ");
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            answers.add(stage.chat().send(Chat.plain("while broken " + i, 4)).join());
        }
        Tally.allGood(answers);
        long byPrevious =
                answers.stream().filter(a -> a.rule().equals(PolicyEdited.RULE)).count();
        StepFailed.unless(byPrevious == REQUESTS, byPrevious + " of " + REQUESTS + " by the previous policy");
        stage.cluster().apply(PolicyEdits.withFirstRule(good, PolicyEdited.RULE));
        Stage.await(
                Duration.ofSeconds(20),
                () -> "Accepted=True again",
                () -> accepted(stage, Condition.Status.True) != null);
        return "schema: " + refusal + "; Accepted=False: \"" + sentence + "\"; " + REQUESTS + " of " + REQUESTS
                + " answers by the previous policy";
    }

    @SuppressWarnings("unchecked")
    private static String refusedBySchema(Stage stage, RoutingPolicy good) throws StepFailed {
        GenericKubernetesResource broken =
                Serialization.unmarshal(Serialization.asJson(good), GenericKubernetesResource.class);
        ((Map<String, Object>) broken.getAdditionalProperties().get("spec")).put("strategy", "Fastest");
        try {
            stage.cluster()
                    .client()
                    .resource(broken)
                    .inNamespace(stage.cluster().namespace())
                    .update();
        } catch (KubernetesClientException e) {
            StepFailed.unless(e.getCode() == 422, "refused with " + e.getCode() + ": " + e.getMessage());
            StatusCause cause = e.getStatus().getDetails().getCauses().get(0);
            return cause.getField() + ": " + beginning(cause.getMessage(), ": supported");
        }
        throw new StepFailed("strategy 'Fastest' was accepted by the API server");
    }

    /** A message up to where it goes into detail: a step has a line. */
    private static String beginning(String message, String detail) {
        int end = message.indexOf(detail);
        return end < 0 ? message : message.substring(0, end);
    }

    /** The sentence of condition Accepted for the policy's present form; null when it has another status. */
    private static String accepted(Stage stage, Condition.Status status) {
        return Cluster.condition(stage.cluster().policy(PolicyEdits.POLICY), s -> s.conditions(), "Accepted")
                .filter(c -> c.status() == status)
                .map(Condition::message)
                .orElse(null);
    }
}
