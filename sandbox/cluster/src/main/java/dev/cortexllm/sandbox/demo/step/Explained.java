package dev.cortexllm.sandbox.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import java.util.List;

/** Routers say why they choose what they choose, and then do so. */
public final class Explained implements Step {
    @Override
    public String name() {
        return "explained";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        RouterProbe routers = new RouterProbe(stage.cluster(), PolicyEdits.POLICY);
        Chat home = Chat.plain("hello", 4);
        Chat away = Chat.plain("why does this fail?", 4).with("x-cortex-task", "error_debugging");
        String said = told(stage, routers, home, Tally.LOCAL) + "; " + told(stage, routers, away, Tally.CLOUD);
        Chat kept = away.with("x-cortex-local-only", "true");
        List<JsonNode> privately = routers.explain(kept);
        for (JsonNode explanation : privately) {
            StepFailed.unless(
                    RouterProbe.reason(explanation, "cloud").equals("Privacy"),
                    "a request that must stay here is explained by " + explanation);
        }
        Answer answer = stage.chat().send(kept).join();
        StepFailed.unless(answer.good() && answer.provider().equals(Tally.LOCAL), "kept here: " + answer.brief());
        return privately.size() + " routers: " + said + "; the same, local only: cloud Privacy, so "
                + answer.provider();
    }

    private static String told(Stage stage, RouterProbe routers, Chat chat, String provider)
            throws StepFailed, InterruptedException {
        String first = "";
        String rule = "";
        for (JsonNode explanation : routers.explain(chat)) {
            first = explanation.at("/attempts/0").asText();
            rule = explanation.at("/decision/rule").asText();
            String chosen = "";
            for (JsonNode candidate : explanation.path("candidates")) {
                chosen = candidate.path("target").asText().equals(first)
                        ? candidate.path("provider").asText()
                        : chosen;
            }
            StepFailed.unless(chosen.equals(provider), "expected " + provider + " first: " + explanation);
        }
        Answer answer = stage.chat().send(chat).join();
        StepFailed.unless(
                answer.good()
                        && answer.provider().equals(provider)
                        && answer.rule().equals(rule),
                "explained as " + first + " by rule " + rule + ", but " + answer.brief());
        return "rule " + rule + ": " + first + " (" + provider + ")";
    }
}
