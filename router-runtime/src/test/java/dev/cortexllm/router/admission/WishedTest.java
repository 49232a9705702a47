package dev.cortexllm.router.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Wishes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WishedTest {
    private static final List<String> HEADERS = List.of(
            Wished.PROVIDER, Wished.MODEL, Wished.PREFER, Wished.NO_FALLBACK, Wished.MAX_LATENCY, Wished.LOCAL_ONLY);

    /** Each of some names with all of its values. */
    private record Given(Map<String, List<String>> values) implements RequestFacts.Headers {
        @Override
        public String get(String name) {
            return all(name).isEmpty() ? null : all(name).get(0);
        }

        @Override
        public List<String> all(String name) {
            return values.getOrDefault(name, List.of());
        }
    }

    private static Wishes read(Map<String, List<String>> values) throws Declared.Unknown {
        return Wished.read(new Given(values));
    }

    @Test
    void whoever_wishes_nothing_gets_the_one_that_costs_nothing() throws Exception {
        assertThat(read(Map.of())).isSameAs(Wishes.NONE);
        assertThat(read(Map.of(Wished.LOCAL_ONLY, List.of("false"), Wished.NO_FALLBACK, List.of("0", "no"))))
                .isSameAs(Wishes.NONE);
    }

    @Test
    void all_is_read() throws Exception {
        Wishes wishes = read(Map.of(
                Wished.PROVIDER, List.of(" openai "),
                Wished.MODEL, List.of("gpt-4o"),
                Wished.PREFER, List.of("b , a,b"),
                Wished.NO_FALLBACK, List.of("Yes"),
                Wished.MAX_LATENCY, List.of(" 250 "),
                Wished.LOCAL_ONLY, List.of("1")));

        assertThat(wishes).isEqualTo(new Wishes("openai", "gpt-4o", List.of("b", "a"), true, 250, true));
    }

    /** Set by anybody on the way, it is set: a proxy that adds its own cannot take it back. */
    @Test
    void a_protection_that_is_asked_for_once_is_asked_for() throws Exception {
        assertThat(read(Map.of(Wished.LOCAL_ONLY, List.of("false", "true"))).localOnly())
                .isTrue();
        assertThatThrownBy(() -> read(Map.of(Wished.LOCAL_ONLY, List.of("true", "treu"))))
                .isInstanceOf(Declared.Unknown.class);
        assertThatThrownBy(() -> read(Map.of(Wished.LOCAL_ONLY, List.of("true, true"))))
                .isInstanceOf(Declared.Unknown.class);
    }

    @Test
    void lists_and_names_have_an_end() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            names.add("n" + i);
        }
        assertThat(read(Map.of(Wished.PREFER, List.of(String.join(",", names)))).prefer())
                .isEqualTo(names);
        names.add("n16");
        assertThatThrownBy(() -> read(Map.of(Wished.PREFER, List.of(String.join(",", names)))))
                .isInstanceOf(Declared.Unknown.class);
        assertThat(read(Map.of(Wished.MODEL, List.of("m".repeat(253)))).model()).hasSize(253);
        assertThatThrownBy(() -> read(Map.of(Wished.MODEL, List.of("m".repeat(254)))))
                .isInstanceOf(Declared.Unknown.class);
    }

    /** Whatever stands there is read or refused with a sentence that names the header and repeats nothing. */
    @Test
    void nothing_else_happens_whatever_stands_there() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            String header = HEADERS.get(random.nextInt(HEADERS.size()));
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                value.append("truefalsn0159-+., \t\u0000\u00e9\uD83D".charAt(random.nextInt(21)));
            }
            try {
                assertThat(read(Map.of(header, List.of(value.toString()))))
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (Declared.Unknown refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).startsWith("Header " + header + " must be ");
            }
        }
    }
}
