package dev.cortexllm.router.classify;

import dev.cortexllm.router.classify.Features.Group;

/** Reads the features of one prompt. Its time is bounded by what a {@link Prompt} holds. */
final class PromptReader {
    /**
     * The first words, and those of the last line, are looked at in their own right: that is where people say what they want.
     */
    private static final int HEAD_WORDS = 6;

    private static final int[] STEMS = {4, 6};
    /** Sets the very first word apart. */
    private static final int FIRST = 0x5BD1E995;

    /** From this length on, a longer prompt says nothing more by its length. */
    private static final int LONG = 1500;

    private final Cues cues;
    private final Features features = new Features();
    private final int[] cuesOfProse = new int[Cues.CATEGORIES];
    private final int[] cuesOfHead = new int[Cues.CATEGORIES];
    private final int[] cuesOfCode = new int[Cues.CATEGORIES];
    private final int[] cuesOfSystem = new int[Cues.CATEGORIES];
    private final int[] lines = new int[LineKind.values().length];
    private int words;
    private int headLeft = HEAD_WORDS;
    private int headWords;
    private int systemWords;
    private int codeWords;
    private int numbers;
    private boolean fence;

    private PromptReader(Cues cues) {
        this.cues = cues;
    }

    static Features read(Prompt prompt, Cues cues) {
        PromptReader reader = new PromptReader(cues);
        reader.user(prompt.user());
        reader.system(prompt.system());
        reader.measures(prompt);
        return reader.features;
    }

    private void user(String text) {
        LineKinds kinds = new LineKinds(text);
        boolean fenced = false;
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int to = end < 0 ? text.length() : end;
            if (text.startsWith("```", from)) {
                fenced = !fenced;
                fence = true;
            } else if (to > from) {
                LineKind kind = kinds.of(from, to);
                if (fenced && kind == LineKind.PROSE) {
                    kind = LineKind.CODE;
                }
                lines[kind.ordinal()]++;
                if (end < 0) {
                    headLeft = HEAD_WORDS;
                }
                if (kind == LineKind.PROSE) {
                    prose(text, from, to);
                } else {
                    code(text, from, to);
                }
            }
            from = to + 1;
        }
    }

    private void prose(String text, int from, int to) {
        Words line = new Words(text, from, to);
        Cues.Line found = cues.new Line();
        int before = 0;
        while (line.next()) {
            int word = line.hash();
            features.add(Group.WORDS, word);
            for (int stem : STEMS) {
                if (line.length() > stem) {
                    features.add(Group.BEGINNINGS, line.beginning(stem));
                }
            }
            if (before != 0) {
                features.add(Group.PAIRS, Hashes.pair(before, word));
            }
            int categories = found.next(line);
            count(categories, cuesOfProse);
            if (headLeft > 0) {
                headLeft--;
                headWords++;
                features.add(Group.HEAD, word);
                count(categories, cuesOfHead);
            }
            if (words == 0) {
                features.add(Group.HEAD, word ^ FIRST);
            }
            if (line.length() == 0) {
                numbers++;
            }
            before = word;
            words++;
        }
    }

    private void code(String text, int from, int to) {
        Words line = new Words(text, from, to);
        Cues.Line found = cues.new Line();
        while (line.next()) {
            features.add(Group.CODE, line.hash());
            count(found.next(line), cuesOfCode);
            codeWords++;
        }
    }

    private void system(String text) {
        Words all = new Words(text, 0, text.length());
        Cues.Line found = cues.new Line();
        while (all.next()) {
            features.add(Group.SYSTEM, all.hash());
            count(found.next(all), cuesOfSystem);
            systemWords++;
        }
    }

    private static void count(int mask, int[] counts) {
        for (int left = mask; left != 0; left &= left - 1) {
            counts[Integer.numberOfTrailingZeros(left)]++;
        }
    }

    private void measures(Prompt prompt) {
        // Words that come again and again, as in a log, say no more than once.
        words = Math.min(words, features.size(Group.WORDS));
        int next = 0;
        next = put(next, cuesOfProse, Math.sqrt(words + 4.0));
        next = put(next, cuesOfHead, Math.sqrt(headWords + 2.0));
        next = put(next, cuesOfCode, Math.sqrt(codeWords + 9.0));
        next = put(next, cuesOfSystem, Math.sqrt(systemWords + 9.0));
        String user = prompt.user();
        double size = Math.log1p(Math.min(prompt.userLength(), LONG)) / 8;
        boolean question = user.indexOf('?') >= 0 || user.indexOf('\uFF1F') >= 0;
        double[] shape = {
            1,
            size,
            size * size,
            Math.log1p(words) / 6,
            words <= 4 ? 1 : 0,
            words <= 8 ? 1 : 0,
            words > 25 ? 1 : 0,
            words > 45 ? 1 : 0,
            fence ? 1 : 0,
            Math.log1p(lines[LineKind.CODE.ordinal()]) / 2,
            Math.log1p(lines[LineKind.TRACE.ordinal()]) / 2,
            lines[LineKind.TRACE.ordinal()] > 0 ? 1 : 0,
            lines[LineKind.CODE.ordinal()] > 0 ? 1 : 0,
            question ? 1 : 0,
            endsAsking(user) ? 1 : 0,
            user.indexOf('!') >= 0 ? 1 : 0,
            prompt.tools() ? 1 : 0,
            prompt.system().isEmpty() ? 0 : 1,
            Math.log1p(systemWords) / 6,
            Math.min(1.5, numbers / Math.sqrt(words + 4.0)),
            Math.min(1.2, Math.log1p(commas(user)) / 3),
            user.indexOf('"') >= 0 || user.indexOf('\u201C') >= 0 ? 1 : 0,
            user.indexOf('/') >= 0 ? 1 : 0,
            user.indexOf('_') >= 0 ? 1 : 0,
        };
        for (double value : shape) {
            features.measure(next++, value);
        }
    }

    private int put(int from, int[] counts, double norm) {
        for (int i = 0; i < counts.length; i++) {
            features.measure(from + i, 2 * Math.min(2.5, counts[i] / norm));
        }
        return from + counts.length;
    }

    private static boolean endsAsking(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return end > 0 && (text.charAt(end - 1) == '?' || text.charAt(end - 1) == '\uFF1F');
    }

    private static int commas(String text) {
        int commas = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == ';' || c == ':' || c == '\u3001' || c == '\uFF0C') {
                commas++;
            }
        }
        return commas;
    }
}
