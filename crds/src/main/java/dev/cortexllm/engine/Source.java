package dev.cortexllm.engine;

/**
 * Where weights are.
 *
 * @param scheme {@code hf}, {@code pvc} or {@code ollama}; empty when it is not written
 * @param place what follows: repository, claim with path, or name in Ollama's registry
 */
public record Source(String scheme, String place) {
    /** Hugging Face. */
    public static final String HUGGING_FACE = "hf";
    /** A claim of the namespace. */
    public static final String CLAIM = "pvc";
    /** Ollama's registry. */
    public static final String OLLAMA = "ollama";

    /** Reads {@code scheme://place}; anything else has an empty scheme. */
    static Source of(String text) {
        int end = text == null ? -1 : text.indexOf("://");
        return end < 0 ? new Source("", "") : new Source(text.substring(0, end), text.substring(end + "://".length()));
    }

    /** Name of the claim of a {@link #CLAIM}. */
    public String claim() {
        int slash = place.indexOf('/');
        return slash < 0 ? place : place.substring(0, slash);
    }

    /** Path in the claim, without a leading slash; empty: all of it. */
    public String path() {
        int slash = place.indexOf('/');
        return slash < 0 ? "" : place.substring(slash + 1);
    }

    /** Whether Ollama would send requests for this name to its own cloud. */
    public boolean inCloud() {
        return scheme.equals(OLLAMA) && place.matches(".*[:-]cloud");
    }
}
