package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.ChatCall;
import dev.cortexllm.router.wire.chat.Message;
import dev.cortexllm.router.wire.chat.ScannedRequest;
import dev.cortexllm.router.wire.chat.Tool;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Reads a body of OpenAI's chat completions in full. */
final class ChatCallReader {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "tools",
            "functions",
            "tool_choice",
            "function_call",
            "parallel_tool_calls",
            "temperature",
            "top_p",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "seed",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "n",
            "logprobs",
            "top_logprobs",
            "response_format",
            "reasoning_effort",
            "user",
            "safety_identifier",
            "stream",
            CacheMarks.CONTROL);
    private static final int MOST_CHOICES = 128;

    private ChatCallReader() {}

    /**
     * Reads a body.
     *
     * @param request a request that was scanned
     * @return the request in neutral terms
     * @throws InvalidBody when a field is not what the API takes; the sentence says which
     */
    static ChatCall read(ScannedRequest request) throws InvalidBody {
        Fields body = Fields.of(tree(request.body()), "");
        ObjectNode rest = JsonTrees.object();
        body.keepOthers(KNOWN, rest);
        if (SettingsReader.readsThinking(body)) {
            rest.remove("thinking");
        }
        List<Message> messages = MessageReader.read(body, rest);
        List<Tool> tools = ToolReader.read(body, rest);
        return new ChatCall(
                request.model(),
                messages,
                tools,
                ToolChoiceReader.read(body, tools),
                parallel(body),
                SettingsReader.sampling(body),
                SettingsReader.maxTokens(body),
                SettingsReader.stop(body),
                body.integer("n", 1, MOST_CHOICES),
                SettingsReader.logprobs(body),
                SettingsReader.answerFormat(body),
                SettingsReader.thinking(body),
                SettingsReader.user(body),
                CacheMarks.of(body),
                request.stream(),
                rest);
    }

    /** Deprecated functions are called one at a time: their answers have no place for more. */
    private static Boolean parallel(Fields body) throws InvalidBody {
        Boolean parallel = body.flag("parallel_tool_calls");
        return parallel == null && body.has("functions") ? Boolean.FALSE : parallel;
    }

    private static JsonNode tree(byte[] body) throws InvalidBody {
        try {
            return JsonTrees.read(body);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw new InvalidBody("The request body is not valid JSON: " + e.getOriginalMessage() + at + ".", null);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
