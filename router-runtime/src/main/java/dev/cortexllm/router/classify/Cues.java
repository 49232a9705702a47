package dev.cortexllm.router.classify;

import dev.cortexllm.api.v1alpha1.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Words and phrases that speak for a task, in many languages, written by hand. A cue belongs to one or more categories: one
 * for each task, and one for what makes a request complex.
 */
final class Cues {
    /** The tasks in their order, and complexity. */
    static final int CATEGORIES = Task.values().length + 1;
    /** Most words of a phrase. */
    static final int PHRASE = 3;

    private static final int GOES_ON = 1 << 30;
    private static final String COMPLEX = "Complex";

    private final HashMasks words = new HashMasks(13);
    private final HashMasks beginnings = new HashMasks(13);

    private Cues() {}

    /** Those of the file beside this class. */
    static Cues bundled() {
        Cues cues = new Cues();
        try (InputStream in = Cues.class.getResourceAsStream("cues.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int colon = line.indexOf(':');
                    cues.add(category(line.substring(0, colon)), line.substring(colon + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cues.txt cannot be read", e);
        }
        return cues;
    }

    private static int category(String name) {
        return name.equals(COMPLEX)
                ? CATEGORIES - 1
                : Task.of(name)
                        .orElseThrow(() -> new IllegalStateException("cues.txt: no task " + name))
                        .ordinal();
    }

    private void add(int category, String list) {
        for (String entry : list.split(",")) {
            String cue = entry.strip().toLowerCase(Locale.ROOT);
            if (cue.endsWith("*")) {
                beginning(cue.substring(0, cue.length() - 1), 1 << category);
            } else if (!cue.isEmpty()) {
                phrase(cue, 1 << category);
            }
        }
    }

    /** Every shorter beginning says that there is a longer one, so that most words are done with after a few looks. */
    private void beginning(String cue, int mask) {
        int hash = Hashes.START;
        for (int i = 0; i < cue.length(); i++) {
            hash = Hashes.step(hash, cue.charAt(i));
            beginnings.add(hash, i == cue.length() - 1 ? mask : GOES_ON);
        }
    }

    /** The same that a {@link Words} makes of the text; a word that begins a phrase says so. */
    private void phrase(String cue, int mask) {
        Words parts = new Words(cue, 0, cue.length());
        parts.next();
        int hash = parts.hash();
        for (int n = 1; n < PHRASE && parts.next(); n++) {
            words.add(hash, GOES_ON);
            hash = Hashes.pair(hash, parts.hash());
        }
        words.add(hash, mask);
    }

    /** Goes over the words of a line. */
    final class Line {
        private int before;
        private int pairBefore;
        private boolean begun;
        private boolean pairBegun;

        /** Categories that the next word speaks for, by itself, by how it begins, or as the end of a phrase; as bits. */
        int next(Words word) {
            int hash = word.hash();
            int found = words.get(hash);
            boolean begins = (found & GOES_ON) != 0;
            boolean pairs = false;
            int pair = 0;
            if (begun) {
                pair = Hashes.pair(before, hash);
                int ofPair = words.get(pair);
                pairs = (ofPair & GOES_ON) != 0;
                found |= ofPair;
            }
            if (pairBegun) {
                found |= words.get(Hashes.pair(pairBefore, hash));
            }
            before = hash;
            begun = begins;
            pairBefore = pair;
            pairBegun = pairs;
            return (found | ofBeginnings(word)) & ~GOES_ON;
        }
    }

    private int ofBeginnings(Words word) {
        int longest = Math.min(word.length(), Words.BEGINNINGS);
        int found = 0;
        for (int n = 1; n <= longest; n++) {
            int here = beginnings.get(word.beginning(n));
            if (here == 0) {
                break;
            }
            found |= here;
        }
        return found;
    }
}
