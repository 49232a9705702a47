package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.math.BigDecimal;
import java.util.Random;

/** Makes up chat completions that OpenAI takes. */
final class RandomBodies {
    private static final String[] WORDS = {"a", "北京", "\uD83D\uDE80", "\"\\", "two\nlines", "x y"};

    private final Random random;

    RandomBodies(long seed) {
        random = new Random(seed);
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private boolean sometimes() {
        return random.nextInt(3) == 0;
    }

    ObjectNode next() {
        ObjectNode body = JsonTrees.object().put("model", "m");
        conversation(body.putArray("messages"));
        settings(body);
        tools(body);
        return body;
    }

    private void conversation(ArrayNode messages) {
        if (sometimes()) {
            messages.addObject()
                    .put("role", sometimes() ? "developer" : "system")
                    .put("content", word());
        }
        for (int turns = 1 + random.nextInt(4); turns > 0; turns--) {
            user(messages.addObject().put("role", "user"));
            if (sometimes()) {
                assistant(messages, turns);
            }
        }
        user(messages.addObject().put("role", "user"));
    }

    private void user(ObjectNode message) {
        if (random.nextBoolean()) {
            message.put("content", word());
            return;
        }
        ArrayNode parts = message.putArray("content");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 ->
                    parts.addObject()
                            .put("type", "image_url")
                            .putObject("image_url")
                            .put("url", "https://h/i.png")
                            .put("detail", "low");
                case 1 ->
                    parts.addObject()
                            .put("type", "image_url")
                            .putObject("image_url")
                            .put("url", "data:image/png;base64,QUJD");
                case 2 ->
                    parts.addObject()
                            .put("type", "input_audio")
                            .putObject("input_audio")
                            .put("data", "QUJD")
                            .put("format", "mp3");
                case 3 ->
                    parts.addObject()
                            .put("type", "file")
                            .putObject("file")
                            .put("filename", "a.pdf")
                            .put("file_data", "data:application/pdf;base64,QUJD");
                default -> parts.addObject().put("type", "text").put("text", word());
            }
        }
    }

    private void assistant(ArrayNode messages, int turn) {
        ObjectNode message = messages.addObject().put("role", "assistant");
        int calls = random.nextInt(3);
        message.put("content", calls > 0 && sometimes() ? null : word());
        if (sometimes()) {
            message.put("reasoning_content", word());
        }
        for (int i = 0; i < calls; i++) {
            ObjectNode call = message.withArray("tool_calls").addObject();
            call.put("id", "c" + turn + "_" + i).put("type", "function");
            call.putObject("function").put("name", "f" + i).put("arguments", sometimes() ? "" : "{\"a\":1.0}");
        }
        for (int i = calls - 1; i >= 0; i--) {
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", "c" + turn + "_" + i)
                    .put("content", word());
        }
    }

    private void settings(ObjectNode body) {
        number(body, "temperature", "0.70");
        number(body, "top_p", "1.0");
        number(body, "presence_penalty", "-2");
        number(body, "frequency_penalty", "0.1");
        number(body, "top_k", "7");
        number(body, "seed", "-5");
        number(body, "n", "2");
        number(body, "max_completion_tokens", "99");
        if (sometimes()) {
            body.putArray("stop").add("a").add(word());
        }
        if (sometimes()) {
            body.put("logprobs", true).put("top_logprobs", random.nextInt(21));
        }
        if (sometimes()) {
            body.put("reasoning_effort", "low");
        }
        if (sometimes()) {
            body.put("user", word());
        }
        if (sometimes()) {
            ObjectNode format =
                    body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
            format.put("name", "n")
                    .put("strict", random.nextBoolean())
                    .putObject("schema")
                    .put("type", "object");
        }
        if (sometimes()) {
            body.put("stream", true);
        }
    }

    private void number(ObjectNode body, String field, String digits) {
        if (sometimes()) {
            body.put(field, new BigDecimal(digits));
        }
    }

    private void tools(ObjectNode body) {
        int tools = random.nextInt(3);
        for (int i = 0; i < tools; i++) {
            ObjectNode function =
                    body.withArray("tools").addObject().put("type", "function").putObject("function");
            function.put("name", "f" + i);
            if (sometimes()) {
                function.put("description", word())
                        .put("strict", true)
                        .putObject("parameters")
                        .put("type", "object");
            }
        }
        if (tools > 0 && sometimes()) {
            body.put("parallel_tool_calls", random.nextBoolean());
        }
        if (tools > 0) {
            switch (random.nextInt(5)) {
                case 0 -> body.put("tool_choice", "required");
                case 1 -> body.put("tool_choice", "none");
                case 2 ->
                    body.putObject("tool_choice")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", "f0");
                default -> {}
            }
        }
    }
}
