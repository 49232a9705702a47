package dev.cortexllm.sandbox.models.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The fields that Google knows (js-genai of 2026-08-21), message by message. It refuses all others wherever they stand, which
 * is how a router is caught that sends another vendor's fields upstream.
 */
final class Known {
    private static final String SCHEMA = "schema";
    private static final Pattern UPPER = Pattern.compile("[A-Z]");

    /** Fields by message; after a colon the message that a field holds, or holds a list or map of. */
    private static final Map<String, Map<String, String>> MESSAGES = Map.ofEntries(
            message(
                    "request",
                    "model contents:content systemInstruction:content tools:tool toolConfig:toolConfig"
                            + " safetySettings:safety generationConfig:config cachedContent"),
            message("count", "contents:content generateContentRequest:request"),
            message("content", "role parts:part"),
            message(
                    "part",
                    "text inlineData:blob fileData:file functionCall:call functionResponse:result"
                            + " executableCode codeExecutionResult thought thoughtSignature videoMetadata mediaResolution"),
            message("blob", "mimeType data displayName"),
            message("file", "mimeType fileUri displayName"),
            message("call", "id name args partialArgs willContinue"),
            message("result", "id name response parts scheduling willContinue"),
            message(
                    "tool",
                    "functionDeclarations:function googleSearch codeExecution urlContext googleMaps"
                            + " googleSearchRetrieval computerUse fileSearch"),
            message(
                    "function",
                    "name description parameters:schema parametersJsonSchema response:schema"
                            + " responseJsonSchema behavior"),
            message("toolConfig", "functionCallingConfig:calling retrievalConfig"),
            message("calling", "mode allowedFunctionNames streamFunctionCallArguments"),
            message("safety", "category threshold method"),
            message(
                    "config",
                    "temperature topP topK candidateCount maxOutputTokens stopSequences presencePenalty"
                            + " frequencyPenalty seed responseMimeType responseSchema:schema responseJsonSchema"
                            + " responseLogprobs logprobs responseModalities mediaResolution speechConfig"
                            + " thinkingConfig:thinking responseFormat imageConfig enableEnhancedCivicAnswers"),
            message("thinking", "includeThoughts thinkingBudget thinkingLevel"),
            message(
                    SCHEMA,
                    "type format title description nullable enum items:schema minItems maxItems"
                            + " properties:schemas required propertyOrdering minProperties maxProperties minLength maxLength"
                            + " pattern minimum maximum anyOf:schema default example"));

    private Known() {}

    private static Map.Entry<String, Map<String, String>> message(String name, String fields) {
        Map<String, String> known = new TreeMap<>();
        for (String field : fields.split(" ")) {
            String[] parts = field.split(":");
            known.put(parts[0], parts.length > 1 ? parts[1] : "");
        }
        return Map.entry(name, known);
    }

    /**
     * Checks a message and all that it holds.
     *
     * @param message name of the message
     * @throws ApiError naming the first field that does not exist
     */
    static void check(JsonNode body, String message) {
        check(body, message, "");
    }

    private static void check(JsonNode node, String message, String place) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), message, place + "[" + i + "]");
            }
            return;
        }
        if (message.equals("schemas")) {
            node.properties().forEach(named -> check(named.getValue(), SCHEMA, place + "." + named.getKey()));
            return;
        }
        if (message.equals(SCHEMA) && node.path("type").isArray()) {
            throw ApiError.badRequest("Invalid JSON payload received. Unknown name \"type\" at '" + place
                    + "': Proto field is not repeating, cannot start list.");
        }
        Map<String, String> known = MESSAGES.get(message);
        node.properties().forEach(field -> {
            String inner = known.get(field.getKey());
            if (inner == null) {
                throw unknown(field.getKey(), place);
            }
            if (!inner.isEmpty()) {
                String name = snake(field.getKey());
                check(field.getValue(), inner, place.isEmpty() ? name : place + "." + name);
            }
        });
    }

    private static ApiError unknown(String name, String place) {
        String at = place.isEmpty() ? "" : " at '" + place + "'";
        return ApiError.badRequest(
                "Invalid JSON payload received. Unknown name \"" + name + "\"" + at + ": Cannot find field.");
    }

    static String snake(String camel) {
        return UPPER.matcher(camel).replaceAll(match -> "_" + match.group().toLowerCase(Locale.ROOT));
    }
}
