package dev.cortexllm.router.ledger;

/**
 * Cells of CSV as RFC 4180 has them. A text that a spreadsheet would take for a formula is written with an apostrophe before
 * it: some of the texts are clients', and a ledger is opened by those who pay.
 */
final class Csv {
    /** Ends a record. */
    static final String END = "\r\n";

    /** What a formula begins with, also as full-width characters, and what spreadsheets pass over before it. */
    private static final String FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private Csv() {}

    /**
     * Writes a text.
     *
     * @param out where to
     * @param text the text; null: an empty cell
     */
    static void text(StringBuilder out, String text) {
        if (text == null || text.isEmpty()) {
            return;
        }
        boolean formula = FORMULA.indexOf(text.charAt(0)) >= 0;
        if (!quoted(text)) {
            out.append(formula ? "'" : "").append(text);
            return;
        }
        out.append('"').append(formula ? "'" : "");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c == '"' ? "\"\"" : c);
        }
        out.append('"');
    }

    private static boolean quoted(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        // Some readers strip cells.
        return text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
    }
}
