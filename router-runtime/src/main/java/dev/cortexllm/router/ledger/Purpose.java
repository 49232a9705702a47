package dev.cortexllm.router.ledger;

import java.util.List;

/**
 * What a client says its request is for, as far as bills and statistics go. It changes nothing else, and never goes upstream.
 *
 * @param executionId what it calls the work that the request is a part of, such as one run of an agent; null: nothing
 * @param tags by what else it wants to find the costs again; may be empty
 */
public record Purpose(String executionId, List<String> tags) {
    /** Of a client that says nothing. */
    public static final Purpose NONE = new Purpose(null, List.of());
    /** Header with the id. */
    public static final String EXECUTION_HEADER = "x-cortex-execution-id";
    /** Header with the tags, separated by commas; several such headers are one list. */
    public static final String TAGS_HEADER = "x-cortex-tags";
    /** Most characters of an id. */
    public static final int LONGEST_ID = 128;
    /** Most characters of a tag. */
    public static final int LONGEST_TAG = 64;
    /** Most tags of one request. */
    public static final int MOST_TAGS = 10;

    /** A header that says nothing usable. Its message is a sentence for the client. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed(String sentence) {
            super(sentence, null, false, false);
        }
    }

    /**
     * Reads the headers.
     *
     * @param executionId value of {@link #EXECUTION_HEADER}, or null
     * @param tags values of {@link #TAGS_HEADER}, none null
     * @return what they say; a tag that is there twice counts once
     * @throws Malformed when one is empty, too long or of other characters
     */
    public static Purpose of(String executionId, List<String> tags) throws Malformed {
        if (executionId == null && tags.isEmpty()) {
            return NONE;
        }
        if (executionId != null && !name(executionId, LONGEST_ID)) {
            throw new Malformed("Header " + EXECUTION_HEADER + " must be 1 to " + LONGEST_ID + " characters, " + LEGAL);
        }
        List<String> all = tags.isEmpty()
                ? List.of()
                : List.of(String.join(",", tags).split(",", -1)).stream()
                        .map(String::strip)
                        .distinct()
                        .toList();
        if (all.size() > MOST_TAGS) {
            throw new Malformed("Header " + TAGS_HEADER + " names more than " + MOST_TAGS + " tags.");
        }
        for (String tag : all) {
            if (!name(tag, LONGEST_TAG)) {
                throw new Malformed("Header " + TAGS_HEADER + " must hold tags of 1 to " + LONGEST_TAG
                        + " characters separated by commas, each " + LEGAL);
            }
        }
        return new Purpose(executionId, all);
    }

    private static final String LEGAL = "letters, digits and any of . _ : / @ + = -, a letter or digit first.";

    private static boolean name(String text, int longest) {
        if (text.isEmpty() || text.length() > longest || !letterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!letterOrDigit(c) && "._:/@+=-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean letterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
