package dev.cortexllm.sandbox.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Containers in short: {@code name:state[@seconds]}. Names in i are init containers, in s sidecars; states are new, wait (could
 * not be started), starting, unready, run, exitN; the seconds are from now to the next start.
 */
final class Views {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:10Z");
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern VIEW = Pattern.compile("(\\w+):([a-z]+)(\\d*)(?:@(\\d+))?");

    private Views() {}

    static List<ContainerView> parse(String text) {
        return Stream.of(text.split(" ")).map(Views::view).toList();
    }

    private static ContainerView view(String text) {
        Matcher parts = VIEW.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        String name = parts.group(1);
        Container container = new ContainerBuilder()
                .withName(name)
                .withImage("img")
                .withRestartPolicy(name.startsWith("s") ? "Always" : null)
                .build();
        String state = parts.group(2);
        return new ContainerView(
                container,
                name.startsWith("i") || name.startsWith("s"),
                state(state, parts.group(3)),
                !state.equals("new") && !state.equals("wait"),
                null,
                0,
                parts.group(4) == null ? null : NOW.plusSeconds(Long.parseLong(parts.group(4))),
                Duration.ofSeconds(2));
    }

    private static ContainerState state(String name, String code) {
        return switch (name) {
            case "new" -> ContainerState.Waiting.NOTHING_WRONG;
            case "wait" -> new ContainerState.Waiting("ImagePullBackOff", "no such image");
            case "starting" -> new ContainerState.Running("id", BEGUN, false, false);
            case "unready" -> new ContainerState.Running("id", BEGUN, true, false);
            case "run" -> new ContainerState.Running("id", BEGUN, true, true);
            case "exit" ->
                new ContainerState.Exited(
                        "id", Integer.parseInt(code), code.equals("0") ? "Completed" : "Error", "", BEGUN, NOW);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
