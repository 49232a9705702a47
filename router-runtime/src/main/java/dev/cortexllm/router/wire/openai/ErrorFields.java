package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What an error's body says, whichever of the shapes it has that OpenAI-compatible vendors use
 * (facts/wire/openai-compatible.md sections 1 to 9).
 *
 * @param message a readable sentence, or null
 * @param type the vendor's class of it, or null
 * @param code the vendor's word or number for programs as text, or null
 * @param param the field at fault, or null
 */
record ErrorFields(String message, String type, String code, String param) {
    /** It says nothing. */
    static final ErrorFields NOTHING = new ErrorFields(null, null, null, null);

    private static final int MOST_DETAILS = 5;

    /**
     * Reads it.
     *
     * @param body the JSON of a body
     * @return what it says
     */
    static ErrorFields of(JsonNode body) {
        if (body.isTextual()) {
            return new ErrorFields(body.textValue(), null, null, null);
        }
        // Google's OpenAI-compatible API puts its error into an array.
        JsonNode top = body.isArray() ? body.path(0) : body;
        JsonNode error = top.path("error");
        if (error.isObject()) {
            return object(error);
        }
        if (error.isTextual()) {
            return new ErrorFields(error.textValue(), word(top.path("error_type")), word(top.path("code")), null);
        }
        return object(top);
    }

    private static ErrorFields object(JsonNode error) {
        JsonNode details = error.path("detail");
        JsonNode message = message(error);
        String type = word(error.path("type"));
        String code = word(error.path("code"));
        if (details.isMissingNode()) {
            details = message.path("detail");
        }
        if (details.isMissingNode() && message.isTextual()) {
            details = within(message.textValue()).path("detail");
        }
        if (details.isArray() && !details.isEmpty()) {
            String first = word(details.path(0).path("type"));
            return new ErrorFields(joined(details), first == null ? type : first, code, place(details.path(0)));
        }
        String sentence = details.isTextual() ? details.textValue() : sentence(message);
        return new ErrorFields(sentence, type == null ? word(error.path("status")) : type, code, param(error));
    }

    private static JsonNode message(JsonNode error) {
        for (String name : List.of("message", "msg", "error_message", "error_description")) {
            if (error.hasNonNull(name)) {
                return error.get(name);
            }
        }
        return error.path("message");
    }

    /** Mistral writes JSON into its sentences. */
    private static JsonNode within(String message) {
        if (!message.startsWith("{")) {
            return JsonTrees.object();
        }
        try {
            return JsonTrees.read(message);
        } catch (IOException e) {
            return JsonTrees.object();
        }
    }

    private static String sentence(JsonNode message) {
        if (message.isTextual()) {
            String text = message.textValue().strip();
            return text.isEmpty() ? null : text;
        }
        return message.isContainerNode() && !message.isEmpty() ? JsonTrees.text(message) : null;
    }

    /** What a schema's check complained of: the first few places, each with its sentence. */
    private static String joined(JsonNode details) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode detail : details) {
            String sentence = detail.isTextual() ? detail.textValue() : sentence(message(detail));
            if (sentence != null && sentences.size() < MOST_DETAILS) {
                String place = place(detail);
                sentences.add(place == null ? sentence : place + ": " + sentence);
            }
        }
        return sentences.isEmpty() ? null : String.join("; ", sentences);
    }

    /** From {@code ["body","messages",0,"content"]} to {@code messages[0].content}. */
    private static String place(JsonNode detail) {
        StringBuilder place = new StringBuilder();
        for (JsonNode step : detail.path("loc")) {
            if (step.isIntegralNumber()) {
                place.append('[').append(step.asText()).append(']');
            } else if (!place.isEmpty() || !step.asText().equals("body")) {
                place.append(place.isEmpty() ? "" : ".").append(step.asText());
            }
        }
        return place.isEmpty() ? null : place.toString();
    }

    private static String param(JsonNode error) {
        String param = word(error.path("param"));
        return param == null || param.isBlank() ? null : param;
    }

    private static String word(JsonNode value) {
        boolean says = value.isTextual() && !value.textValue().isBlank() || value.isIntegralNumber();
        return says ? value.asText() : null;
    }
}
