package dev.cortexllm.router.wire.gemini;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ids of calls in one answer. The provider often gives none; then they are made of the answer's id, so that the same bytes
 * give the same ids, none twice and none that the conversation has already. Used for one answer.
 */
final class CallIds {
    private static final String PREFIX = "gemini_";
    private static final Pattern OURS = Pattern.compile(PREFIX + "[A-Za-z0-9_-]*_[0-9]+");
    /** Google's ids have 22 or 23 characters; with prefix and number an id of ours stays below OpenAI's 40. */
    private static final int LONGEST_BASE = 24;

    private final Set<String> taken;
    private final String standIn;
    private String base;
    private int made;

    /**
     * @param earlier ids of calls in the conversation
     * @param standIn goes into the ids when the answer has no id of its own
     */
    CallIds(Set<String> earlier, String standIn) {
        this.taken = new HashSet<>(earlier);
        this.standIn = standIn;
    }

    /** Whether an id was made here, so that the provider never knew it. */
    static boolean ours(String id) {
        return OURS.matcher(id).matches();
    }

    /**
     * The id of the next call.
     *
     * @param given the provider's id of the call, or null
     * @param answer the provider's id of the answer, or null
     * @return an id that was not returned before
     */
    String next(String given, String answer) {
        if (given != null && taken.add(given)) {
            return given;
        }
        if (base == null) {
            base = PREFIX + (answer == null ? standIn : tail(answer)) + "_";
        }
        String id = base + made++;
        while (!taken.add(id)) {
            id = base + made++;
        }
        return id;
    }

    private static String tail(String answer) {
        String end = answer.substring(Math.max(0, answer.length() - LONGEST_BASE));
        StringBuilder out = new StringBuilder(end.length());
        end.chars().forEach(c -> out.append(isPlain(c) ? (char) c : '-'));
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
