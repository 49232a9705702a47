package dev.cortexllm.router.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizersTest {
    private static final int MIB = 1024 * 1024;
    private static Tokenizers tokenizers;

    @BeforeAll
    static void make() {
        tokenizers = new Tokenizers();
    }

    /** The examples of OpenAI's cookbook, "How to count tokens with tiktoken", sections 3 and 5. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CL100K|tiktoken is great!            |6",
                "CL100K|antidisestablishmentarianism  |6",
                "CL100K|2 + 2 = 4                     |7",
                "CL100K|お誕生日おめでとう                      |9",
                "O200K |antidisestablishmentarianism  |6",
                "O200K |2 + 2 = 4                     |7",
                "O200K |お誕生日おめでとう                      |8",
            })
    void counts_as_tiktoken_does(Vocabulary vocabulary, String text, long tokens) {
        assertThat(tokenizers.count(vocabulary, text)).isEqualTo(new Tokenizers.Counted(tokens, 0));
    }

    @ParameterizedTest
    @EnumSource(Vocabulary.class)
    void what_looks_like_a_special_token_is_text(Vocabulary vocabulary) {
        assertThat(tokenizers.count(vocabulary, "<|endoftext|>").tokens()).isEqualTo(7);
        assertThat(tokenizers.count(vocabulary, "a<|im_start|>b<|fim_prefix|>").tokens())
                .isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource(Vocabulary.class)
    void unpaired_surrogates_and_nothing_are_texts_too(Vocabulary vocabulary) {
        assertThat(tokenizers.count(vocabulary, "").tokens()).isZero();
        assertThat(tokenizers.count(vocabulary, "\ud800x\udc00").tokens()).isPositive();
    }

    /** No piece is longer than the limit, so the time grows with the text and not faster. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "A", " ", "\n", "\ud83d\ude00", "\u4f60", "!", "'", "\u0301", "aB"})
    void a_mebibyte_of_one_thing_is_cut_into_pieces(String unit) {
        String text = unit.repeat(MIB / unit.length());

        for (Vocabulary vocabulary : Vocabulary.values()) {
            Tokenizers.Counted counted = tokenizers.count(vocabulary, text);

            assertThat(counted.hardCuts())
                    .isBetween(MIB / Tokenizers.LONGEST_PIECE - 1, MIB / Tokenizers.LONGEST_PIECE);
            long ofSixteenth = tokenizers
                    .count(vocabulary, text.substring(0, text.length() / 16))
                    .tokens();
            assertThat(counted.tokens()).isBetween(ofSixteenth * 15, ofSixteenth * 17);
        }
    }

    /** Texts of all sorts of characters, cut every few of them: as long as no word is cut, nothing changes. */
    @ParameterizedTest
    @EnumSource(Vocabulary.class)
    void harmless_cuts_change_no_count(Vocabulary vocabulary) {
        String[] units = {
            "a",
            "B",
            "the",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "'s",
            "'LL",
            "1",
            "234",
            "\u00e9",
            "\u4f60",
            "\u3002",
            "\ud55c",
            "\ud83d\ude00",
            "\u0301",
            "\u00a0",
            "\u3000",
            "\u2028",
            "\u0085",
            "\u00b2",
            "\u2167",
            "<|endoftext|>",
            "{",
            "\"",
            "_",
            "//",
            "\ud835\udc9c",
            "\u0627",
            "\u064e",
            "\u0939\u093f",
            "\u01c5",
            "\u02b0"
        };
        Random random = new Random(3);
        Tokenizers small = new Tokenizers(12);
        int cut = 0;
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(40); j >= 0; j--) {
                text.append(units[random.nextInt(units.length)]);
            }
            Tokenizers.Counted counted = small.count(vocabulary, text.toString());
            if (counted.hardCuts() == 0) {
                assertThat(counted.tokens())
                        .as("%s", text)
                        .isEqualTo(tokenizers.count(vocabulary, text.toString()).tokens());
                cut += text.length() > 12 ? 1 : 0;
            }
        }
        assertThat(cut).isGreaterThan(300);
    }

    @Test
    void ordinary_texts_are_never_cut_in_a_word() {
        String prose = "It's 12 o'clock: the quick brown fox (aged 3) jumps.\n".repeat(2_000);
        String dense =
                "{\"key\":\"aGVsbG8gd29ybGQ\",\"list\":[1,2,3],\"url\":\"https://a.example/b?c=d\"}".repeat(2_000);

        assertThat(tokenizers.count(Vocabulary.O200K, prose).hardCuts()).isZero();
        assertThat(tokenizers.count(Vocabulary.O200K, dense).hardCuts()).isZero();
    }

    @Test
    void nothing_of_a_vocabulary_is_loaded_before_the_first_count() throws Exception {
        try (Watching loader = new Watching()) {
            Class<?> counter = loader.loadClass(PromptCounter.class.getName());
            Object made = counter.getConstructor().newInstance();
            Object sizes = counter.getMethod("sizes").invoke(made);
            Object ready = counter.getMethod("ready", String.class).invoke(made, "gpt-4o");

            assertThat(sizes).isNotNull();
            assertThat(ready).isEqualTo(false);
            assertThat(loader.loaded("com.knuddels.jtokkit.Encodings")).isFalse();
        }
    }

    /** Has the classes of the router and of JTokkit for itself, and tells which of them it has loaded. */
    private static final class Watching extends URLClassLoader {
        Watching() {
            super(urls(), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls() {
            return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                    .map(Watching::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (java.net.MalformedURLException e) {
                throw new AssertionError(e);
            }
        }

        boolean loaded(String name) {
            return findLoadedClass(name) != null;
        }
    }
}
