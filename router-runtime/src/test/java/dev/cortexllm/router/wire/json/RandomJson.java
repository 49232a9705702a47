package dev.cortexllm.router.wire.json;

import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Random JSON as people write it: odd spaces, escapes, numbers of any length. */
public final class RandomJson {
    private static final String[] TEXTS = {
        "a", "", "\\u0061", "Gr\\u00fc\\u00dfe", "北京🚀", "\\\"", "\\\\", "{\\n[", ",", ":"
    };
    private static final String[] NUMBERS = {"0", "-1", "1.0", "1.50E+3", "12345678901234567890123", "-0.0"};

    private final Random random;

    /**
     * @param seed of what comes
     */
    public RandomJson(long seed) {
        this.random = new Random(seed);
    }

    /** Where the chances come from. */
    public Random random() {
        return random;
    }

    /** White space, often none. */
    public String space() {
        return random.nextInt(3) > 0 ? "" : " \n\t\r ".substring(0, 1 + random.nextInt(4));
    }

    /** A string with its quotes. */
    public String text() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(one(TEXTS));
        }
        return text.append('"').toString();
    }

    /**
     * Any value.
     *
     * @param depth how deep it may be
     */
    public String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> text();
            case 1 -> one(NUMBERS);
            case 2 -> "null";
            case 3 -> "true";
            case 4 -> "false";
            case 5 -> list('[', ']', random.nextInt(4), () -> value(depth - 1));
            default -> object(depth - 1);
        };
    }

    /** An object without a name that stands twice. */
    private String object(int depth) {
        Iterator<String> names =
                List.of("\"a" + random.nextInt(9) + '"', "\"\\u0062\"", "\"ü\"").iterator();
        return list('{', '}', random.nextInt(4), () -> member(names.next(), value(depth)));
    }

    /**
     * A member with spaces about its colon.
     *
     * @param name its name with quotes
     * @param value its value
     */
    public String member(String name, String value) {
        return name + space() + ":" + space() + value;
    }

    /**
     * A list of parts with spaces about its commas.
     *
     * @param open the opening bracket
     * @param close the closing one
     * @param count how many
     * @param part makes the parts
     */
    public String list(char open, char close, int count, Supplier<String> part) {
        StringBuilder list = new StringBuilder().append(open).append(space());
        for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ",").append(space()).append(part.get()).append(space());
        }
        return list.append(close).toString();
    }

    /**
     * One of some.
     *
     * @param some the choices
     */
    public String one(String... some) {
        return some[random.nextInt(some.length)];
    }
}
