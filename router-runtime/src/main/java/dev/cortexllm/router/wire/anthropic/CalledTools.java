package dev.cortexllm.router.wire.anthropic;

/**
 * What the names of tools in an answer mean.
 *
 * @param names of the client's tools
 * @param answer name of the tool whose input is the answer itself, or null
 */
record CalledTools(ToolNames names, String answer) {
    /** Whether a call is not one, but the answer. */
    boolean isAnswer(String wire) {
        return wire.equals(answer);
    }

    /** The client's name of a tool. */
    String client(String wire) {
        return names.client(wire);
    }
}
