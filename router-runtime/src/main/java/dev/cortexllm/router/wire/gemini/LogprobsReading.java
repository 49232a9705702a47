package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.nio.charset.StandardCharsets;

/** Turns Google's token probabilities into OpenAI's form (facts/wire/gemini.md section 3, openai.md section 2.3). */
final class LogprobsReading {
    private LogprobsReading() {}

    /**
     * Turns them.
     *
     * @param result {@code logprobsResult} of a candidate
     * @return {@code {content:[...],refusal:null}}, or null when there are none
     * @throws MalformedStream when a field has the wrong type
     */
    static JsonNode of(JsonNode result) throws MalformedStream {
        JsonNode chosen = Fields.array(result, "chosenCandidates");
        JsonNode alternatives = Fields.array(result, "topCandidates");
        if (chosen.isEmpty()) {
            return null;
        }
        ObjectNode out = JsonTrees.object();
        ArrayNode content = out.putArray("content");
        for (int i = 0; i < chosen.size(); i++) {
            ArrayNode top = JsonTrees.array();
            JsonNode others = alternatives.path(i);
            if (others.isObject()) {
                for (JsonNode other : Fields.array(others, "candidates")) {
                    top.add(token(other));
                }
            }
            content.add(token(chosen.get(i)).set("top_logprobs", top));
        }
        return out.putNull("refusal");
    }

    private static ObjectNode token(JsonNode candidate) throws MalformedStream {
        String token = Fields.text(Fields.objectItself(candidate, "candidates"), "token");
        ObjectNode out = JsonTrees.object().put("token", token == null ? "" : token);
        JsonNode probability = candidate.path("logProbability");
        // Absent means the default of its type, as everywhere in Google's JSON.
        out.set("logprob", probability.isNumber() ? probability : out.numberNode(0));
        ArrayNode bytes = out.putArray("bytes");
        for (byte b : out.get("token").textValue().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(b & 0xFF);
        }
        return out;
    }
}
