package dev.cortexllm.router.pipeline;

import dev.cortexllm.api.v1alpha1.WireFormat;

/** The smallest true answers of each wire format, as providers send them. */
final class Fixtures {
    private Fixtures() {}

    /** A whole answer that says "hi". */
    static String answer(WireFormat format) {
        return switch (format) {
            case OPENAI -> FakeUpstream.ANSWER;
            case ANTHROPIC ->
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":[{\"type\":"
                        + "\"text\",\"text\":\"hi\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{"
                        + "\"input_tokens\":3,\"output_tokens\":2}}";
            case GEMINI ->
                "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"hi\"}]},\"finishReason\":\"STOP\","
                        + "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,"
                        + "\"totalTokenCount\":5},\"modelVersion\":\"gemini\",\"responseId\":\"r1\"}";
        };
    }

    /** The events of a stream before its end: a beginning and the text "hi". */
    static String[] beginning(WireFormat format) {
        return switch (format) {
            case OPENAI -> new String[] {FakeUpstream.role(), FakeUpstream.content("hi")};
            case ANTHROPIC ->
                new String[] {
                    event(
                            "message_start",
                            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":"
                                    + "\"assistant\",\"model\":\"claude\",\"content\":[],\"stop_reason\":null,"
                                    + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"),
                    event(
                            "content_block_start",
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
                                    + "\"text\":\"\"}}"),
                    event(
                            "content_block_delta",
                            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
                                    + "\"text\":\"hi\"}}")
                };
            case GEMINI ->
                new String[] {
                    FakeUpstream.event(
                            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"hi\"}]},"
                                    + "\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":3,\"totalTokenCount\":3},"
                                    + "\"modelVersion\":\"gemini\",\"responseId\":\"r1\"}")
                };
        };
    }

    /** An error where an event should be. */
    static String failure(WireFormat format) {
        return switch (format) {
            case OPENAI ->
                FakeUpstream.event("{\"error\":{\"message\":\"queue full\",\"type\":\"server_error\",\"code\":503}}");
            case ANTHROPIC ->
                event(
                        "error",
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
            case GEMINI ->
                FakeUpstream.event("{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}");
        };
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }
}
