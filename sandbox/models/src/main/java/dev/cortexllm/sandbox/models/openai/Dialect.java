package dev.cortexllm.sandbox.models.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.Reply;
import java.util.Map;

/** What a server of the OpenAI API decides for itself; the endpoints and their wire shapes are common. */
public interface Dialect {
    /** Returns how answers are written. */
    Style style();

    /** Returns the identifier of an answer; the prefix says of which kind. */
    String answerId(Call call, String prefix);

    /**
     * Returns the name of a tool call.
     *
     * @param tool what is called
     * @param earlier calls that stand before it, in the conversation and in this answer
     */
    String callId(String model, String tool, int earlier);

    /** Returns whether the model thinks before it answers this. */
    boolean thinks(ObjectNode body);

    /** Returns headers of an answer, besides the content type. */
    Map<String, String> answerHeaders();

    /**
     * Checks a body beyond what every server checks.
     *
     * @throws ApiError if this server would refuse it
     */
    void check(String path, ObjectNode body);

    /**
     * Returns the model to use when the body names none.
     *
     * @throws ApiError if this server insists on one
     */
    String unnamedModel();

    /** Returns the refusal of a model that is not served. */
    ApiError unknownModel(String model);

    /** Returns the refusal of a prompt and answer that are too long together. */
    ApiError tooLong(int contextLength, int promptTokens, int maxTokens);

    /** Returns the refusal of a body that is no JSON object. */
    ApiError notJson();

    /** Returns the refusal of a path that does not exist. */
    ApiError unknownPath(Call call);

    /** Returns the entry of the model list. */
    ObjectNode modelEntry(String model);

    /** Gives a refusal its shape. */
    Reply.Document refuse(ApiError error);

    /** Gives an error in mid-stream its shape, everything up to the end of the stream. */
    String broken(ApiError error);
}
