package dev.cortexllm.sandbox.models.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The language the simulated models speak. Some words are several bytes long, or several code points, so that whoever
 * cuts a stream in the wrong place is found out.
 */
final class Words {
    /** With the leading space, so that a token of a long answer is shared and not built again. */
    private static final List<String> SPACED = Stream.of(
                    "the river carries light over stone and under every bridge a small idea waits for morning while",
                    "café naïve Straße señor déjà smörgåsbord Zürich łódź",
                    "東京 言葉 你好 한국어 привет γεια שלום",
                    "🙂 🚀 👩‍🚀 🇪🇺",
                    "engine router token window cluster answer question signal harbour copper lantern garden winter")
            .flatMap(line -> Stream.of(line.split(" ")))
            .map(word -> " " + word)
            .toList();

    private Words() {}

    /** Returns so many words; each but the first begins with a space. */
    static List<String> speak(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> tokens = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String spaced = SPACED.get(random.nextInt(SPACED.size()));
            tokens.add(i == 0 ? spaced.substring(1) : spaced);
        }
        return tokens;
    }
}
