package dev.cortexllm.router.wire.gemini;

import java.nio.charset.StandardCharsets;

/** Where a model's methods are: {@code /v1beta/models/{model}:{method}} (facts/wire/gemini.md section 1). */
final class ModelPath {
    private static final String VERSION = "/v1beta/";
    private static final String MODELS = "models/";
    private static final String TUNED = "tunedModels/";
    private static final String UNRESERVED = "-._~";

    private ModelPath() {}

    /**
     * The path of a method.
     *
     * @param model a model's id, with or without {@code models/} before it
     * @param method such as {@code generateContent}
     * @return path behind the provider's base URL
     */
    static String of(String model, String method) {
        String folder = model.startsWith(TUNED) ? TUNED : MODELS;
        return VERSION + folder + encoded(bare(model)) + ":" + method;
    }

    /**
     * The model as bodies name it.
     *
     * @param model a model's id
     * @return its id with the folder before it
     */
    static String resource(String model) {
        return (model.startsWith(TUNED) ? TUNED : MODELS) + bare(model);
    }

    private static String bare(String model) {
        for (String folder : new String[] {MODELS, TUNED}) {
            if (model.startsWith(folder)) {
                return model.substring(folder.length());
            }
        }
        return model;
    }

    /** RFC 3986: whatever is not unreserved becomes bytes in hexadecimal. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", b & 0xFF));
            }
        }
        return out.toString();
    }
}
