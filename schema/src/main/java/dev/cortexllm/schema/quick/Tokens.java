package dev.cortexllm.schema.quick;

/** The words of an expression, one after another. Texts with escapes, and what CEL writes in any other way, are not among them. */
final class Tokens {
    /** What a token is. */
    enum Type {
        NAME,
        INTEGER,
        DECIMAL,
        TEXT,
        SIGN,
        END
    }

    private final String source;
    private int at;
    private Type type;
    private String text;

    Tokens(String source) {
        this.source = source;
        next();
    }

    /** Of the present token. */
    Type type() {
        return type;
    }

    /** The present token as written; of a text what is between its quotes. */
    String text() {
        return text;
    }

    /** Takes the present token when it is this sign or word. */
    boolean took(String sign) {
        if ((type == Type.SIGN || type == Type.NAME) && text.equals(sign)) {
            next();
            return true;
        }
        return false;
    }

    /** Takes the present token, which has to be this sign. */
    void take(String sign) {
        if (!took(sign)) {
            throw new Unsure(text);
        }
    }

    /** Takes the present token, which has to be a name, or a text, and so on. */
    String take(Type wanted) {
        if (type != wanted) {
            throw new Unsure(text);
        }
        String taken = text;
        next();
        return taken;
    }

    private void next() {
        while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == source.length()) {
            type = Type.END;
            text = "";
            return;
        }
        char first = source.charAt(at);
        if (first == '\'' || first == '"') {
            quoted(first);
            return;
        }
        if (letter(first)) {
            type = Type.NAME;
            while (at < source.length() && (letter(source.charAt(at)) || digit(source.charAt(at)))) {
                at++;
            }
        } else if (digit(first)) {
            number();
        } else {
            type = Type.SIGN;
            at += two(first) ? 2 : 1;
        }
        text = source.substring(start, at);
    }

    private void quoted(char quote) {
        int end = source.indexOf(quote, at + 1);
        text = end < 0 ? "\\" : source.substring(at + 1, end);
        if (text.indexOf('\\') >= 0) {
            throw new Unsure("escapes");
        }
        type = Type.TEXT;
        at = end + 1;
    }

    private void number() {
        type = Type.INTEGER;
        digits();
        if (at + 1 < source.length() && source.charAt(at) == '.' && digit(source.charAt(at + 1))) {
            type = Type.DECIMAL;
            at++;
            digits();
        }
    }

    private void digits() {
        while (at < source.length() && digit(source.charAt(at))) {
            at++;
        }
    }

    private boolean two(char first) {
        char second = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
        return second == '=' && "=!<>".indexOf(first) >= 0 || second == first && (first == '&' || first == '|');
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
