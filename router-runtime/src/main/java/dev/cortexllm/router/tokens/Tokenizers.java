package dev.cortexllm.router.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the tokens of texts. A vocabulary is loaded at its first use, which takes some 100 to 300 ms and 15 to 30 MB, and
 * is kept. Safe for any thread.
 */
final class Tokenizers {
    /**
     * Most characters counted at once. One word as long as that takes some milliseconds; the time for a longer one grows
     * faster than the word, and its memory is about a hundred times its size.
     */
    static final int LONGEST_PIECE = 16 * 1024;

    private final int longestPiece;
    private final Map<Vocabulary, Encoding> loaded = new ConcurrentHashMap<>();

    /** With pieces of {@value #LONGEST_PIECE} characters. */
    Tokenizers() {
        this(LONGEST_PIECE);
    }

    /**
     * @param longestPiece most characters counted at once
     */
    Tokenizers(int longestPiece) {
        this.longestPiece = longestPiece;
    }

    /**
     * Tokens of a text.
     *
     * @param tokens how many
     * @param hardCuts in how many places it was cut in the middle of a word, each of which may have changed the count by a
     *     few
     */
    record Counted(long tokens, int hardCuts) {}

    /** Whether a vocabulary is loaded. */
    boolean ready(Vocabulary vocabulary) {
        return loaded.containsKey(vocabulary);
    }

    /**
     * Counts. What looks like a special token counts as the text that it is.
     *
     * @param vocabulary the vocabulary
     * @param any any text, unpaired surrogates included
     * @return its tokens
     */
    Counted count(Vocabulary vocabulary, String any) {
        String text = wellFormed(any);
        Encoding encoding = loaded.computeIfAbsent(vocabulary, Tokenizers::load);
        long tokens = 0;
        int hardCuts = 0;
        int from = 0;
        while (from < text.length()) {
            int to = TextCut.next(text, from, longestPiece);
            tokens += encoding.countTokensOrdinary(text.substring(from, to));
            hardCuts += TextCut.harmless(text, to) ? 0 : 1;
            from = to;
        }
        return new Counted(tokens, hardCuts);
    }

    /** JSON can spell half of a surrogate pair, which UTF-8 and JTokkit know nothing of. */
    private static String wellFormed(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            mended = mended == null ? new StringBuilder(text) : mended;
            mended.setCharAt(i, '\ufffd');
        }
        return mended == null ? text : mended.toString();
    }

    private static Encoding load(Vocabulary vocabulary) {
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        return registry.getEncoding(
                switch (vocabulary) {
                    case CL100K -> EncodingType.CL100K_BASE;
                    case O200K -> EncodingType.O200K_BASE;
                });
    }
}
