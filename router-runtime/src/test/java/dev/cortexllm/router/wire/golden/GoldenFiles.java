package dev.cortexllm.router.wire.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Checks that a case's files and settings belong together, so that nothing stands there unread. */
public final class GoldenFiles {
    private GoldenFiles() {}

    /**
     * Checks a case.
     *
     * @param golden the case
     */
    public static void check(GoldenCase golden) throws IOException {
        CaseSettings settings = golden.settings();
        Set<String> used = used(golden);
        assertThat(golden.unused(used))
                .as("files of %s that nothing reads", golden)
                .isEmpty();
        assertThat(settings.source()).as("%s: source", golden).isNotBlank();
        assertThat(used).as("%s: files beside case.yaml", golden).hasSizeGreaterThan(1);
        assertThat(golden.has("error.in.json") && golden.has("error.in.txt"))
                .as("%s has two errors", golden)
                .isFalse();
        needs(golden, "request.in.json", settings.refused(), settings.invalid(), settings.path(), settings.headers());
        needs(golden, "request.in.json", settings.dropped(), settings.insensitive());
        needs(golden, "answer.in.json", settings.answer(), settings.insensitiveAnswer());
        needs(
                golden,
                "stream.in.sse",
                settings.stream(),
                settings.insensitiveStream(),
                settings.breaks(),
                settings.firstContent());
        if (!golden.has("stream.in.sse")) {
            needs(golden, "answer.in.json", settings.usage());
        }
        if (!golden.has("error.in.txt")) {
            needs(golden, "error.in.json", settings.status(), settings.kind());
        }
    }

    private static void needs(GoldenCase golden, String file, Object... settings) {
        for (Object setting : settings) {
            assertThat(setting == null || golden.has(file))
                    .as("%s: %s needs %s", golden, setting, file)
                    .isTrue();
        }
    }

    private static Set<String> used(GoldenCase golden) {
        CaseSettings settings = golden.settings();
        Set<String> used = new HashSet<>(Set.of(
                "case.yaml", "request.in.json", "answer.in.json", "stream.in.sse", "error.in.json", "error.in.txt"));
        used.removeIf(file -> !golden.has(file));
        if (golden.has("request.in.json") && settings.refused() == null && settings.invalid() == null) {
            used.add("request.out.json");
        }
        boolean answered = settings.answer() == null || settings.answer().equals("complete");
        if (golden.has("answer.in.json")) {
            used.add(answered ? "answer.out.json" : "error.out.json");
        }
        if (golden.has("stream.in.sse")) {
            used.add(golden.has("stream.out.sse") ? "stream.out.sse" : "error.out.json");
        }
        if (golden.has("error.in.json") || golden.has("error.in.txt")) {
            used.add("error.out.json");
        }
        return used;
    }
}
