package dev.cortexllm.router.wire.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A chat request that says the same whatever dialect it came in. A component that is null was not given by the client;
 * lists are never null.
 *
 * @param model what the client put into "model"
 * @param messages the conversation in the client's order, system messages where the client had them; tool results are
 *     parts of user messages
 * @param tools the tools offered
 * @param toolChoice whether and which tool must be called
 * @param parallelToolCalls whether several tools may be called at once
 * @param sampling how the next token is drawn
 * @param maxTokens most tokens of the answer, reasoning included
 * @param stop texts that end the answer, as given
 * @param choices how many answers are wanted
 * @param logprobs whether token probabilities are wanted
 * @param answerFormat what the answer's text must be
 * @param thinking how much the model is to reason
 * @param user an opaque id of the end user
 * @param cache a mark that asks the provider to cache the whole prompt
 * @param stream whether the answer is to come as a stream
 * @param rest fields of the request that have no place above, as they came; whoever writes another format must report
 *     each of them
 */
public record ChatCall(
        String model,
        List<Message> messages,
        List<Tool> tools,
        ToolChoice toolChoice,
        Boolean parallelToolCalls,
        Sampling sampling,
        Integer maxTokens,
        List<String> stop,
        Integer choices,
        Logprobs logprobs,
        AnswerFormat answerFormat,
        Thinking thinking,
        String user,
        CacheMark cache,
        boolean stream,
        ObjectNode rest) {

    /**
     * Token probabilities.
     *
     * @param top how many alternatives per token, 0 for none
     */
    public record Logprobs(int top) {}
}
