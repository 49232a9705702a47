package dev.cortexllm.router.wire.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson is the judge, as in {@link JsonCursorTest}. */
class UnescapedTest {
    private static final int STRINGS = 20_000;
    /** Longer than the bytes that are looked at together, and by the ways of copying. */
    private static final String ORDINARY = "Ordinary text, such as most of a prompt is: ".repeat(2);

    private static List<String> units() {
        List<String> units = new ArrayList<>(List.of(
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\n",
                "\\r",
                "\\t",
                "/",
                "u",
                "\u007f",
                "\u0080",
                "\u00e9",
                "\u00ff",
                "\u07ff",
                "\u0800",
                "\u20ac",
                "\ud7ff",
                "\ue000",
                "\uffff",
                "\ud800\udc00",
                "\uD83D\uDE00",
                "\udbff\udfff"));
        for (String hex : new String[] {
            "0000", "001f", "005C", "0022", "007f", "0080", "07FF", "0800", "d7ff", "E000", "fFfF", "abCD", "d83d",
            "D83D", "dbff", "de00", "DFFF"
        }) {
            units.add("\\u" + hex);
        }
        return units;
    }

    @Test
    void strings_of_anything_say_what_jackson_reads() throws IOException {
        List<String> units = units();
        for (int seed = 0; seed < STRINGS; seed++) {
            Random random = new Random(seed);
            // Some strings are of a few units only, so that they stand next to each other.
            int kinds = 1 + random.nextInt(units.size());
            int first = random.nextInt(units.size());
            StringBuilder json = new StringBuilder("[\"");
            for (int i = random.nextInt(40); i > 0; i--) {
                json.append(units.get((first + random.nextInt(kinds)) % units.size()))
                        .append(ORDINARY, 0, random.nextBoolean() ? 0 : random.nextInt(ORDINARY.length()));
            }
            JsonCursorTest.agree(json + "\"]");
        }
    }

    @Test
    void a_unit_is_read_at_every_place_of_the_bytes_that_are_looked_at_together() throws IOException {
        for (String unit : units()) {
            for (int before = 0; before < 42; before++) {
                for (int after = 0; after < 10; after++) {
                    String start = ORDINARY.substring(0, before);
                    String end = ORDINARY.substring(0, after);
                    JsonCursorTest.agree('"' + start + unit + end + '"');
                    JsonCursorTest.agree('"' + unit + start + unit + unit + end + '"');
                }
            }
        }
    }

    @Test
    void every_character_is_read_from_its_escape_of_either_case() throws IOException {
        StringBuilder all = new StringBuilder("[");
        for (int c = 0; c <= 0xFFFF; c++) {
            all.append(String.format("%s\"\\u%04x\\u%04X\"", c == 0 ? "" : ",", c, c));
        }
        JsonCursorTest.agree(all + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\ud83d\\ude00",
                "\\ud83d",
                "\\ude00",
                "\\ude00\\ud83d",
                "\\ud83d\\ud83d\\ude00",
                "\\ud83dx\\ude00",
                "\\ud83d\\n\\ude00",
                "\\ud83d\u00e9\\ude00",
                "\\ud83d\uD83D\uDE00\\ude00",
            })
    void halves_of_pairs_stay_as_they_are(String halves) throws IOException {
        for (int length : new int[] {0, 7, 200}) {
            String text = "x".repeat(length);
            JsonCursorTest.agree('"' + text + halves + text + '"');
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\",
                "\\\\\\",
                "\\u",
                "\\u12",
                "\\u123g",
                "\\x",
                "\\N",
                "\\\\\\u00e",
                "\u0001",
                "\\n\n",
                "\u4e2d\u0001"
            })
    void what_is_wrong_with_an_escape_is_found_at_every_place(String wrong) throws IOException {
        for (int length = 0; length < 42; length++) {
            String text = ORDINARY.substring(0, length);
            for (String before : new String[] {"", "\\n", "\\u00e9", "\u00e9"}) {
                JsonCursorTest.agree('"' + text + before + wrong + '"');
                JsonCursorTest.agree('"' + before + wrong + text + '"');
                JsonCursorTest.agree('"' + text + before + wrong);
            }
        }
    }
}
