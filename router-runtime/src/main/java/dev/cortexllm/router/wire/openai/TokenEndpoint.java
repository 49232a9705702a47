package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.chat.UpstreamCall;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.io.IOException;
import java.util.Map;

/** How some vendors of OpenAI's format count a prompt's tokens (facts/wire/openai-compatible.md sections 3, 6 and 7). */
final class TokenEndpoint {
    /** Beside {@code /v1}, not below it. */
    private static final String VLLM = "/../tokenize";

    private static final String LLAMA_CPP = "/chat/completions/input_tokens";
    private static final String MOONSHOT = "/tokenizers/estimate-token-count";

    private TokenEndpoint() {}

    /**
     * Writes a request that counts.
     *
     * @param call what the client asks for
     * @param target who is asked
     * @return the request, or null when the vendor has none, or none for this prompt
     * @throws Refused when the prompt cannot be put to this target
     */
    static UpstreamCall call(ChatCall call, TargetModel target) throws Refused {
        return switch (target.vendor()) {
            case "vllm" -> {
                ObjectNode body = prompt(call, target, true);
                yield call(VLLM, body.put("add_generation_prompt", true));
            }
            case "llamacpp" -> call(LLAMA_CPP, prompt(call, target, true));
            // It counts messages alone, and an estimate with the tools is nearer than a count without.
            case "moonshot" -> call.tools().isEmpty() ? call(MOONSHOT, prompt(call, target, false)) : null;
            default -> null;
        };
    }

    private static ObjectNode prompt(ChatCall call, TargetModel target, boolean tools) throws Refused {
        ObjectNode request = new RequestWriter(call, target, new Fidelity(Unsupported.DROP), new ToolNames()).write();
        ObjectNode prompt = JsonTrees.object();
        prompt.set("model", request.get("model"));
        prompt.set("messages", request.get("messages"));
        if (tools && request.has("tools")) {
            prompt.set("tools", request.get("tools"));
        }
        return prompt;
    }

    private static UpstreamCall call(String path, ObjectNode body) {
        return new UpstreamCall(path, Map.of(), JsonTrees.bytes(body));
    }

    /**
     * Reads a count.
     *
     * @param body an answer
     * @return tokens of the prompt
     * @throws MalformedStream when it is none
     */
    static long counted(byte[] body) throws MalformedStream {
        try {
            JsonNode answer = JsonTrees.read(body);
            for (JsonNode count : new JsonNode[] {
                answer.path("count"),
                answer.path("input_tokens"),
                answer.path("data").path("total_tokens")
            }) {
                if (count.isIntegralNumber() && count.canConvertToLong() && count.longValue() >= 0) {
                    return count.longValue();
                }
            }
        } catch (IOException e) {
            // Said below.
        }
        throw new MalformedStream("not a count of tokens");
    }
}
