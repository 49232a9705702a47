package dev.cortexllm.router.wire.openai;

/**
 * A chat completion request: its bytes, and what the router knows of them.
 *
 * @param body the bytes as the client sent them; nobody changes them
 * @param model the model asked for
 * @param modelFrom offset of the model's JSON string, opening quote included
 * @param modelTo offset behind its closing quote
 * @param stream whether the answer is to be a stream
 * @param usageEdit what makes the upstream report usage at the end of a stream, where the client did not ask for it;
 *     null otherwise
 */
public record ChatRequest(byte[] body, String model, int modelFrom, int modelTo, boolean stream, Edit usageEdit) {

    /**
     * A change of the body.
     *
     * @param from offset of the first byte replaced
     * @param to offset behind the last byte replaced
     * @param text what stands there instead
     */
    public record Edit(int from, int to, byte[] text) {}

    /** Whether the usage at the end of the stream is for the router alone. */
    public boolean usageIsOurs() {
        return usageEdit != null;
    }

    /**
     * The body for a target: byte for byte the client's, except the model and the request for usage.
     *
     * @param modelJson the target's model as a JSON string
     * @return a new body
     */
    public byte[] forTarget(byte[] modelJson) {
        Edit model = new Edit(modelFrom, modelTo, modelJson);
        if (usageEdit == null) {
            return spliced(model, null);
        }
        return usageEdit.from() < modelFrom ? spliced(usageEdit, model) : spliced(model, usageEdit);
    }

    private byte[] spliced(Edit first, Edit second) {
        int size = body.length + growth(first) + (second == null ? 0 : growth(second));
        byte[] out = new byte[size];
        int at = copy(0, first.from(), out, 0);
        at = put(first, out, at);
        int rest = first.to();
        if (second != null) {
            at = copy(rest, second.from(), out, at);
            at = put(second, out, at);
            rest = second.to();
        }
        copy(rest, body.length, out, at);
        return out;
    }

    private int copy(int from, int to, byte[] out, int at) {
        System.arraycopy(body, from, out, at, to - from);
        return at + to - from;
    }

    private static int put(Edit edit, byte[] out, int at) {
        System.arraycopy(edit.text(), 0, out, at, edit.text().length);
        return at + edit.text().length;
    }

    private static int growth(Edit edit) {
        return edit.text().length - (edit.to() - edit.from());
    }
}
