package dev.cortexllm.bench.load;

/** Bodies of chat requests. What the simulated provider looks for stands at the front. */
public final class Bodies {
    private static final String WORDS = "Please summarise the following notes for somebody who was not there. ";

    private Bodies() {}

    /**
     * A request for a whole answer.
     *
     * @param model name of the model
     * @param bytes size of the body; at least 200
     */
    public static String chat(String model, int bytes) {
        return filled("{\"model\":\"" + model + "\",\"max_tokens\":64,", bytes);
    }

    /**
     * A request for a streamed answer.
     *
     * @param model name of the model
     * @param tokens tokens of the answer, 50 per second; 1: one, and then nothing until the client leaves
     */
    public static String stream(String model, int tokens) {
        return filled("{\"stream\":true,\"max_tokens\":" + tokens + ",\"model\":\"" + model + "\",", 1024);
    }

    private static String filled(String front, int bytes) {
        String open = front + "\"messages\":[{\"role\":\"system\",\"content\":\"You are a helpful assistant.\"},"
                + "{\"role\":\"user\",\"content\":\"";
        String close = "\"}]}";
        int room = Math.max(0, bytes - open.length() - close.length());
        return open + WORDS.repeat(room / WORDS.length() + 1).substring(0, room) + close;
    }
}
