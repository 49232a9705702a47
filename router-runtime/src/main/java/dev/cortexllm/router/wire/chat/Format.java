package dev.cortexllm.router.wire.chat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.sse.MalformedStream;

/** A provider's wire format. Stateless; found through {@link java.util.ServiceLoader}. */
public interface Format {
    /** Which one it is. */
    WireFormat wireFormat();

    /**
     * Writes a request.
     *
     * @param call what the client asks for
     * @param target who is asked
     * @param fidelity told what cannot be expressed
     * @return the talk
     * @throws Refused when the request cannot be put to this target
     */
    Conversation open(ChatCall call, TargetModel target, Fidelity fidelity) throws Refused;

    /**
     * Writes a request that only counts the prompt's tokens, for providers that have an endpoint for it.
     *
     * @param call what the client asks for
     * @param target who is asked
     * @return the request, or null when the provider cannot count
     * @throws Refused when the request cannot be put to this target
     */
    UpstreamCall count(ChatCall call, TargetModel target) throws Refused;

    /**
     * Reads the answer to {@link #count}.
     *
     * @param body the provider's answer
     * @return tokens of the prompt
     * @throws MalformedStream when it is not such an answer
     */
    long counted(byte[] body) throws MalformedStream;

    /**
     * Reads an error.
     *
     * @param status HTTP status of the answer, not 200
     * @param body its body, cut after some 64 KiB; may be HTML, empty or anything
     * @return what it says
     */
    UpstreamError error(int status, byte[] body);
}
