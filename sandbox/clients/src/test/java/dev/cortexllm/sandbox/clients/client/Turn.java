package dev.cortexllm.sandbox.clients.client;

import java.util.List;

/** One turn of a conversation. */
public sealed interface Turn {
    /**
     * The user speaks.
     *
     * @param pictures shown after the text
     */
    record User(String text, List<Picture> pictures) implements Turn {}

    /** What the model said, echoed as the library keeps it. */
    record Model(Said said) implements Turn {}

    /** What the called tools found, in the order of the calls. */
    record Found(List<Finding> findings) implements Turn {}

    /**
     * A tool's result.
     *
     * @param call the call it answers
     */
    record Finding(Said.Call call, String text) {}

    /**
     * A picture.
     *
     * @param mediaType of the data; null when it is given by address
     * @param value base64 data, or an address
     */
    record Picture(String mediaType, String value) {
        /** Returns whether it is given by its address. */
        public boolean byAddress() {
            return mediaType == null;
        }
    }
}
