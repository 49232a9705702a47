package dev.cortexllm.sandbox.kubelet.runtime;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How images of some name run as local processes. {@code $(POD_IP)}, {@code $(POD_NAME)}, {@code $(POD_NAMESPACE)},
 * {@code $(POD_UID)}, {@code $(NODE_NAME)} and the container's own environment are substituted in command, args and env.
 *
 * @param image substring of the container's image, or a glob over all of it when it holds {@code *} or {@code ?}
 * @param command what to execute; may be empty, then the container's own command is executed
 * @param args arguments between {@code command} and those of the container
 * @param env variables put on top of the container's
 * @param dropCommand whether the container's executable (the first word of its command) is left out
 * @param program name of the image's own executable; null: unknown. A container whose command is something else, such as a
 *     shell, is executed as it is, and the first argument of this name stands for {@code command} and {@code args}
 */
public record ContainerRuntime(
        String image,
        List<String> command,
        List<String> args,
        Map<String, String> env,
        boolean dropCommand,
        String program) {

    /** Fills in the optional parts. */
    @JsonCreator
    public ContainerRuntime {
        if (image == null || image.isBlank()) {
            throw new IllegalArgumentException("a runtime needs an \"image\"");
        }
        command = command == null ? List.of() : List.copyOf(command);
        args = args == null ? List.of() : List.copyOf(args);
        env = env == null ? Map.of() : Map.copyOf(env);
    }

    /** Without a name for the image's executable. */
    public ContainerRuntime(
            String image, List<String> command, List<String> args, Map<String, String> env, boolean dropCommand) {
        this(image, command, args, env, dropCommand, null);
    }

    /** Whether a container starts something else than the image's own executable. */
    boolean isOverridden(Container container) {
        return program != null
                && !container.getCommand().isEmpty()
                && !container.getCommand().get(0).equals(program);
    }

    /** Whether containers of this image run this way. */
    public boolean matches(String containerImage) {
        boolean glob = image.indexOf('*') >= 0 || image.indexOf('?') >= 0;
        return glob ? globPattern().matcher(containerImage).matches() : containerImage.contains(image);
    }

    private Pattern globPattern() {
        StringBuilder regex = new StringBuilder();
        for (char c : image.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }
}
