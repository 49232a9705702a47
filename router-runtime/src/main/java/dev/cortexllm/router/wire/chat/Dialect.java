package dev.cortexllm.router.wire.chat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.List;

/** An API that clients call. Stateless. */
public interface Dialect {
    /** The provider format that is the same API: requests for it pass through. */
    WireFormat passesTo();

    /**
     * Looks a request over: what the router must know before it chooses.
     *
     * @param body the client's bytes
     * @return the request
     * @throws InvalidBody when it is not valid JSON, or not a request that can be routed; the sentence says where
     */
    ScannedRequest scan(byte[] body) throws InvalidBody;

    /**
     * How this API calls a field of a request.
     *
     * @param field a path in the neutral vocabulary, which is OpenAI's
     * @return the path in this API's bodies
     */
    default String fieldName(String field) {
        return field;
    }

    /** Names of the client's headers, in lower case, that go with a request that passes through. */
    List<String> carried();

    /**
     * The list of models.
     *
     * @param models names in order
     * @param page which part of the list is wanted; dialects without pages do not look at it
     * @return JSON in UTF-8
     */
    byte[] models(List<String> models, Page page);

    /**
     * One model of the list.
     *
     * @param model its name
     * @return JSON in UTF-8
     */
    byte[] model(String model);

    /**
     * Reads a request in full.
     *
     * @param request a request that was scanned
     * @return the request in neutral terms
     * @throws InvalidBody when a field is not what the API takes; the sentence says which
     */
    ChatCall read(ScannedRequest request) throws InvalidBody;

    /**
     * Makes the writer of an answer.
     *
     * @param request the client's request
     * @param context what else it needs to know
     * @return a writer of a stream or a whole answer, as the client asked for
     */
    AnswerWriter writer(ScannedRequest request, AnswerContext context);

    /**
     * Lets a request and its answer pass to a provider of {@link #passesTo}.
     *
     * @param request the client's request
     * @param target who is asked
     * @param fidelity told what a quirk of the vendor drops
     * @param context what the answer needs to know
     * @return the talk
     * @throws Refused when a quirk of the vendor leaves no way to put the request
     */
    Codec pass(ScannedRequest request, TargetModel target, Fidelity fidelity, AnswerContext context) throws Refused;
}
