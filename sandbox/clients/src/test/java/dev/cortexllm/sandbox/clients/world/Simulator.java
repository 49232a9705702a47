package dev.cortexllm.sandbox.clients.world;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.clients.client.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A simulated provider as a process, and its control surface: what it received, what it answered, what it is to do wrong. */
public final class Simulator implements AutoCloseable {
    /** The one key that it accepts. */
    public static final String KEY = "sk-upstream-0123456789abcdefghij";

    /** Most tokens of a prompt, in its own counting: words, and four a message. */
    public static final int CONTEXT = 3000;

    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");

    private final Child process;
    private final Wire wire = new Wire();

    private Simulator(Child process) {
        this.process = process;
    }

    static Simulator start(Checkout checkout, String format, List<String> models) {
        List<String> arguments = new ArrayList<>(List.of(format));
        if (format.equals("vllm")) {
            arguments.add("serve");
        }
        arguments.addAll(List.of("--port", "0", "--api-key", KEY));
        models.forEach(model -> arguments.addAll(List.of("--model", model)));
        if (format.equals("vllm")) {
            arguments.addAll(List.of("--enable-auto-tool-choice", "--max-model-len", Integer.toString(CONTEXT)));
        } else {
            arguments.addAll(List.of("--context-length", Integer.toString(CONTEXT), "--prefix-cache-blocks", "1024"));
        }
        arguments.addAll(
                List.of("--time-to-first-token", "5ms", "--time-per-token", "1ms", "--completion-tokens", "12"));
        return new Simulator(Child.start(
                format,
                checkout.command(Checkout.Program.MODELS, arguments),
                checkout.work().resolve(format + ".log"),
                LISTENING));
    }

    /** Returns where it is. */
    public String url() {
        return process.address();
    }

    /** Returns what the model answered last. */
    public Answer lastAnswer() {
        return new Answer(control("answers?last=1").path("answers").path(0));
    }

    /** Returns how many answers it has completed. */
    public int answers() {
        return control("answers").path("answers").size();
    }

    /** Returns the last request that reached it. */
    public Received lastRequest() {
        return received("requests?last=1").get(0);
    }

    /** Returns the requests that reached it, oldest first. */
    public List<Received> requests() {
        return received("requests");
    }

    private List<Received> received(String path) {
        return StreamSupport.stream(control(path).path("requests").spliterator(), false)
                .map(entry -> Json.as(entry, Received.class))
                .toList();
    }

    /**
     * Puts a fault in force for the next request only.
     *
     * @param rule the rule, with single quotes and without how often
     */
    public void failNext(String rule) {
        next((ObjectNode) Json.quoted(rule));
    }

    /** Answers the next request with these bytes. */
    public void answerNext(String body) {
        next(((ObjectNode) Json.quoted("{'kind':'status','code':200}")).put("body", body));
    }

    private void next(ObjectNode rule) {
        String rules = "[" + rule.put("next", 1) + "]";
        Wire.Answer answer = wire.send("PUT", url() + "/__sim/faults", rules);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
    }

    /** Returns how many generations were given up because the client had left. */
    public long cancelled() {
        return control("stats").path("cancelled").asLong();
    }

    /** Waits until so many generations were given up. */
    public void awaitCancelled(long count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> cancelled() >= count);
    }

    /** Takes all faults away. */
    public void recover() {
        wire.send("DELETE", url() + "/__sim/faults", "");
    }

    private JsonNode control(String path) {
        return Json.of(wire.send("GET", url() + "/__sim/" + path, "").text());
    }

    @Override
    public void close() {
        process.close();
    }

    /**
     * What the model answered, in words of no vendor.
     *
     * @param json as the control surface has it
     */
    public record Answer(JsonNode json) {
        /** Returns the text that it said. */
        public String text() {
            return joined("text") + joined("json");
        }

        /** Returns what it thought. */
        public String thoughts() {
            return joined("thoughts");
        }

        /** Returns the calls it made, as name and arguments. */
        public List<JsonNode> calls() {
            return StreamSupport.stream(json.path("parts").spliterator(), false)
                    .filter(part -> part.path("kind").asText().equals("call"))
                    .toList();
        }

        /** Returns a count by its name. */
        public long tokens(String name) {
            return json.path(name).asLong();
        }

        private String joined(String kind) {
            return StreamSupport.stream(json.path("parts").spliterator(), false)
                    .filter(part -> part.path("kind").asText().equals(kind))
                    .map(part -> part.path("text").asText())
                    .collect(Collectors.joining());
        }
    }
}
