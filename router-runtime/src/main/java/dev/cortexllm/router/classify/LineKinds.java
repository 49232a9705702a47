package dev.cortexllm.router.classify;

import java.util.Arrays;

/** Tells the kinds of a text's lines. */
final class LineKinds {
    private static final Beginnings CODE_STARTS = new Beginnings(
            false,
            "import ",
            "from ",
            "def ",
            "class ",
            "public ",
            "private ",
            "func ",
            "function ",
            "const ",
            "let ",
            "var ",
            "#include",
            "package ",
            "return ",
            "if (",
            "for (",
            "while (",
            "else",
            "elif ",
            "fn ",
            "impl ",
            "struct ",
            "<",
            "@",
            "//",
            "/*",
            "$ ");
    private static final Beginnings TRACE_STARTS = new Beginnings(
            true,
            "file \"",
            "traceback",
            "caused by",
            "exception in",
            "error:",
            "error ",
            "err!",
            "npm err",
            "warn",
            "fatal",
            "panic:",
            "goroutine ",
            "thread '",
            "e/",
            "stack",
            "e:",
            "[error",
            "failed:");
    private static final String[] TRACE_PARTS = {
        "Exception",
        "Error:",
        " ERROR ",
        " WARN ",
        "error:",
        "Error ",
        "errno",
        "exit code",
        "stderr",
        "ERR_",
        " at line "
    };
    private static final boolean[] SIGN = table("(){}=;<>[]_$");
    private static final String FRAME = "at ";
    private static final int LOOKED_AT = 200;
    /** One sign in so many characters is more than prose has. */
    private static final int CHARS_PER_SIGN = 8;

    private static boolean[] table(String characters) {
        boolean[] table = new boolean[128];
        characters.chars().forEach(c -> table[c] = true);
        return table;
    }

    private final String text;
    /** Where each of the parts stands next. */
    private final int[] next = new int[TRACE_PARTS.length];

    LineKinds(String text) {
        this.text = text;
        Arrays.fill(next, -1);
    }

    /** The kind of a line outside of a code fence; called from front to back. */
    LineKind of(int from, int to) {
        int begin = from;
        while (begin < to && text.charAt(begin) <= ' ') {
            begin++;
        }
        int end = Math.min(to, begin + LOOKED_AT);
        if (begin >= end) {
            return LineKind.PROSE;
        }
        if (trace(begin, end)) {
            return LineKind.TRACE;
        }
        return code(from, begin, end) ? LineKind.CODE : LineKind.PROSE;
    }

    private boolean trace(int begin, int end) {
        if (TRACE_STARTS.at(text, begin)) {
            return true;
        }
        if (text.startsWith(FRAME, begin) && holds(begin, end, '(')) {
            return true;
        }
        for (int i = 0; i < TRACE_PARTS.length; i++) {
            if (next[i] < begin) {
                int found = text.indexOf(TRACE_PARTS[i], begin);
                next[i] = found < 0 ? Integer.MAX_VALUE : found;
            }
            if (next[i] < end) {
                return true;
            }
        }
        return false;
    }

    private boolean code(int from, int begin, int end) {
        char last = text.charAt(end - 1);
        if (last == ';' || last == '{' || last == '}' || begin - from >= 2 && last == ':') {
            return true;
        }
        int signs = signs(begin, end);
        return signs >= 2 && CODE_STARTS.at(text, begin)
                || signs * CHARS_PER_SIGN > end - begin && end - begin > CHARS_PER_SIGN;
    }

    private int signs(int begin, int end) {
        int signs = 0;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c < SIGN.length && SIGN[c]) {
                signs++;
            }
        }
        return signs;
    }

    private boolean holds(int begin, int end, char sign) {
        int at = text.indexOf(sign, begin);
        return at >= 0 && at < end;
    }

    /** Some words, found by their first character. */
    private static final class Beginnings {
        private final boolean anyCase;
        private final String[][] byFirst = new String[128][];

        Beginnings(boolean anyCase, String... words) {
            this.anyCase = anyCase;
            for (String word : words) {
                put(word.charAt(0), word);
                if (anyCase && Character.toUpperCase(word.charAt(0)) != word.charAt(0)) {
                    put(Character.toUpperCase(word.charAt(0)), word);
                }
            }
        }

        private void put(char first, String word) {
            String[] before = byFirst[first] == null ? new String[0] : byFirst[first];
            byFirst[first] = Arrays.copyOf(before, before.length + 1);
            byFirst[first][before.length] = word;
        }

        boolean at(String text, int at) {
            char first = text.charAt(at);
            String[] words = first < 128 ? byFirst[first] : null;
            if (words == null) {
                return false;
            }
            for (String word : words) {
                if (text.regionMatches(anyCase, at, word, 0, word.length())) {
                    return true;
                }
            }
            return false;
        }
    }
}
