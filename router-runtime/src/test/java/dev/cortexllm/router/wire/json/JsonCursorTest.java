package dev.cortexllm.router.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.cortexllm.router.wire.json.JsonCursor.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson is the judge: both take the same documents, and find the same tokens at the same places. */
class JsonCursorTest {
    private static final JsonFactory JACKSON = JsonReading.withoutDuplicates();
    private static final int DOCUMENTS = 20_000;
    private static final String ODD = "{}[]:,\"\\ueE+-.0123456789tfnrl \n\t\u0001\u00e9\u20ac\uD83D\uDE00";

    private record Found(JsonToken token, int from, String text) {}

    /** The tokens; null when it is not one JSON document. */
    private static List<Found> cursor(byte[] json) {
        List<Found> all = new ArrayList<>();
        JsonCursor cursor = new JsonCursor(json);
        try {
            for (JsonToken token = cursor.next(); token != null; token = cursor.next()) {
                boolean name = token == JsonToken.FIELD_NAME;
                all.add(new Found(
                        token, cursor.from(), name ? cursor.name() : token.isScalarValue() ? cursor.text() : ""));
                if (token == JsonToken.VALUE_STRING) {
                    assertThat(json[cursor.to() - 1]).isEqualTo((byte) '"');
                }
            }
        } catch (Malformed e) {
            return null;
        }
        return all;
    }

    private static List<Found> jackson(byte[] json) throws IOException {
        List<Found> all = new ArrayList<>();
        int depth = 0;
        try (JsonParser parser = JACKSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && !all.isEmpty()) {
                    return null;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                int from = (int) parser.currentTokenLocation().getByteOffset();
                boolean name = token == JsonToken.FIELD_NAME;
                all.add(new Found(
                        token, from, name ? parser.currentName() : token.isScalarValue() ? parser.getText() : ""));
            }
        } catch (JsonProcessingException e) {
            return null;
        }
        return all.isEmpty() ? null : all;
    }

    static void agree(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(cursor(bytes)).as(json).isEqualTo(jackson(bytes));
    }

    @Test
    void documents_are_read_as_jackson_reads_them() throws IOException {
        for (int seed = 0; seed < DOCUMENTS; seed++) {
            Random random = new Random(seed);
            StringBuilder json = new StringBuilder();
            value(json, random, 4);
            agree(json.toString());
        }
    }

    /** Most of them are wrong, each at another place. */
    @Test
    void documents_with_an_odd_character_too_many_or_too_few_are_judged_as_jackson_judges_them() throws IOException {
        int wrong = 0;
        for (int seed = 0; seed < 5 * DOCUMENTS; seed++) {
            Random random = new Random(seed);
            StringBuilder json = new StringBuilder();
            value(json, random, 3);
            for (int changes = 1 + random.nextInt(3); changes > 0 && json.length() > 0; changes--) {
                change(json, random);
            }
            agree(json.toString());
            wrong += cursor(json.toString().getBytes(StandardCharsets.UTF_8)) == null ? 1 : 0;
        }
        assertThat(wrong).isBetween(DOCUMENTS, 5 * DOCUMENTS - 1_000);
    }

    private static void change(StringBuilder json, Random random) {
        int at = random.nextInt(json.length());
        char odd = ODD.charAt(random.nextInt(ODD.length()));
        switch (random.nextInt(4)) {
            case 0 -> json.deleteCharAt(at);
            case 1 -> json.insert(at, odd);
            case 2 -> json.setCharAt(at, odd);
            default -> json.setLength(at);
        }
    }

    private static void value(StringBuilder json, Random random, int depth) {
        space(json, random);
        switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> json.append(number(random));
            case 1, 2 -> text(json, random);
            case 3 -> json.append(new String[] {"true", "false", "null"}[random.nextInt(3)]);
            case 4 -> {
                json.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    value(json, random, depth - 1);
                    json.append(i > 1 ? "," : "");
                }
                json.append(']');
            }
            default -> {
                json.append('{');
                for (int i = random.nextInt(random.nextInt(8) == 0 ? 30 : 4); i > 0; i--) {
                    space(json, random);
                    json.append("\"")
                            .append(random.nextInt(20) == 0 ? "same" : "n" + i)
                            .append('"');
                    space(json, random);
                    json.append(':');
                    value(json, random, depth - 1);
                    json.append(i > 1 ? "," : "");
                }
                json.append('}');
            }
        }
        space(json, random);
    }

    private static String number(Random random) {
        String[] numbers = {
            "0", "-0", "1", "-12", "0.5", "1e9", "1E+2", "3.25e-7", "100000000000000000000", "01", "-", "1.", ".5", "1e"
        };
        return numbers[random.nextInt(random.nextInt(10) == 0 ? numbers.length : 9)];
    }

    private static void text(StringBuilder json, Random random) {
        String[] units = {
            "a",
            "long words and more of them",
            "\\n",
            "\\\"",
            "\\\\",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\u00e9",
            "\u20ac",
            "\uD83D\uDE00",
            "/",
            "\u007f"
        };
        json.append('"');
        for (int i = random.nextInt(6); i > 0; i--) {
            json.append(units[random.nextInt(units.length)]);
        }
        json.append('"');
    }

    private static void space(StringBuilder json, Random random) {
        json.append(" \n\r\t", 0, random.nextInt(6) == 0 ? random.nextInt(5) : 0);
    }

    /** Whatever stands at whatever place of the eight bytes that are looked at together. */
    @Test
    void the_end_of_a_string_is_found_at_every_place_behind_every_byte() throws IOException {
        for (int length = 0; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                for (char c = 1; c < 0x180; c++) {
                    StringBuilder text = new StringBuilder("x".repeat(length));
                    text.setCharAt(at, c);
                    agree("[\"" + text + "\",\"" + text.reverse() + "\"]");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"b\":{\"a\":1},\"c\":[{\"a\":1},{\"a\":1}]}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,\"7\":0,\"8\":0,\"9\":0,\"10\":0,\"11\":0,\"10\":0}",
                "{\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,\"7\":0,\"8\":0,\"9\":{\"1\":0},\"10\":{\"9\":0}}",
                "{\"1\":0,\"2\":0,\"3\":0,\"4\":0,\"5\":0,\"6\":0,\"7\":0,\"8\":0,\"9\":{\"1\":0},\"1\":{\"9\":0}}",
                "1 2",
                "",
                " ",
                "[1 2]",
                "\"\\u12g4\"",
                "\"\\u123",
                "\"\\",
                "nulls",
                "tru",
            })
    void names_that_stand_twice_and_other_special_cases(String json) throws IOException {
        agree(json);
    }

    @Test
    void nesting_and_numbers_are_bounded_alike() throws IOException {
        for (int depth : new int[] {JsonReading.DEEPEST, JsonReading.DEEPEST + 1}) {
            agree("[".repeat(depth) + "]".repeat(depth));
        }
        for (int digits : new int[] {JsonReading.LONGEST_NUMBER, JsonReading.LONGEST_NUMBER + 1}) {
            agree("[" + "7".repeat(digits) + "]");
        }
    }

    @Test
    void what_is_skipped_is_read() throws Malformed {
        JsonCursor cursor = new JsonCursor("{\"a\":[1,{\"b\":[]}],\"c\":7} x".getBytes(StandardCharsets.UTF_8));
        cursor.next();
        cursor.next();
        assertThat(cursor.next()).isEqualTo(JsonToken.START_ARRAY);
        cursor.skip();
        assertThat(cursor.token()).isEqualTo(JsonToken.END_ARRAY);
        assertThat(cursor.next()).isEqualTo(JsonToken.FIELD_NAME);
        assertThat(cursor.name()).isEqualTo("c");
        assertThat(cursor.next()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        cursor.skip();
        assertThat(cursor.text()).isEqualTo("7");
        assertThat(cursor.next()).isEqualTo(JsonToken.END_OBJECT);
        assertThat(cursor.rest()).isEqualTo(25);
    }
}
