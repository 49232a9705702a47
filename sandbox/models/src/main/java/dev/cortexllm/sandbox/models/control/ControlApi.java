package dev.cortexllm.sandbox.models.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.Engine;
import dev.cortexllm.sandbox.models.faults.FaultReader;
import dev.cortexllm.sandbox.models.faults.Faults;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import java.util.List;

/** The sandbox's own surface under {@value #PREFIX}, never part of a vendor's API: read what happened, set what may. */
public final class ControlApi {
    /** All paths begin with this. */
    public static final String PREFIX = "/__sim/";

    private final Engine engine;
    private final Faults faults;
    private final Bill bill;
    private final RequestLog requests;
    private final AnswerLog answers;
    private final Runnable finishLoading;

    /**
     * A surface over these.
     *
     * @param finishLoading makes the model ready before its load time is over
     */
    public ControlApi(
            Engine engine, Faults faults, Bill bill, RequestLog requests, AnswerLog answers, Runnable finishLoading) {
        this.engine = engine;
        this.faults = faults;
        this.bill = bill;
        this.requests = requests;
        this.answers = answers;
        this.finishLoading = finishLoading;
    }

    /** Answers a call; wrong ones get 400 and a sentence, unknown ones 404. */
    public Reply.Document answer(Call call) {
        try {
            return switch (call.method() + " " + call.path().substring(PREFIX.length())) {
                case "GET stats" -> Reply.Document.json(200, engine.stats());
                case "POST stats/reset" -> {
                    engine.resetStats();
                    yield Reply.Document.json(200, engine.stats());
                }
                case "GET bill" -> Reply.Document.json(200, bill.json(last(call, Bill.KEPT)));
                case "GET requests" -> Reply.Document.json(200, requests.json(last(call, RequestLog.KEPT)));
                case "GET answers" -> Reply.Document.json(200, answers.json(last(call, AnswerLog.KEPT)));
                case "GET settings" -> Reply.Document.json(200, SettingsChange.json(engine.settings()));
                case "PUT settings" -> settings(call);
                case "POST load/finish" -> {
                    finishLoading.run();
                    yield Reply.Document.json(200, JsonText.object().put("loading", false));
                }
                case "PUT faults" -> faults(call);
                case "DELETE faults" -> {
                    faults.replace(List.of());
                    yield rules();
                }
                default -> problem(404, "no " + call.method() + " " + call.path() + " on the control surface");
            };
        } catch (IllegalArgumentException e) {
            return problem(400, e.getMessage());
        }
    }

    private Reply.Document settings(Call call) {
        ObjectNode change = JsonText.object(call.body())
                .orElseThrow(() -> new IllegalArgumentException("settings must be a JSON object"));
        engine.change(SettingsChange.apply(engine.settings(), change));
        return Reply.Document.json(200, SettingsChange.json(engine.settings()));
    }

    private Reply.Document faults(Call call) {
        JsonNode rules = JsonText.tree(call.body())
                .orElseThrow(() -> new IllegalArgumentException("faults must be a JSON list of rules"));
        faults.replace(FaultReader.read(rules));
        return rules();
    }

    private Reply.Document rules() {
        return Reply.Document.json(
                200, JsonText.object().put("rules", faults.rules().size()));
    }

    private static int last(Call call, int most) {
        String last = call.query().getOrDefault("last", Integer.toString(most));
        if (!last.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("last must be a whole number: " + last);
        }
        return Integer.parseInt(last);
    }

    private static Reply.Document problem(int status, String message) {
        return Reply.Document.json(status, JsonText.object().put("error", message));
    }
}
