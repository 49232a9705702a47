package dev.cortexllm.sandbox.kubelet.runtime;

import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What to execute for a container.
 *
 * @param command executable and arguments; empty when neither runtime nor container names an executable
 * @param environment variables of the process
 */
public record LaunchPlan(List<String> command, Map<String, String> environment) {
    /**
     * Puts runtime and container together: the runtime's command and args, then the container's command (without its executable
     * if the runtime drops it) and args; a container that starts something else than the image's executable keeps its words. Mount paths are rewritten everywhere but in the runtime's command, whose paths are local
     * already.
     *
     * @param environment the container's own, from {@link ContainerEnvironment}
     */
    public static LaunchPlan of(
            ContainerRuntime runtime,
            Pod pod,
            Container container,
            PodPlace place,
            Map<String, String> environment,
            MountPaths mounts) {
        Function<String, Optional<String>> own = name -> Optional.ofNullable(environment.get(name));
        Function<String, Optional<String>> local =
                name -> place.runtimeVariable(pod, name).or(() -> own.apply(name));
        List<String> ofRuntime = new ArrayList<>();
        runtime.command().forEach(word -> ofRuntime.add(Expansion.expand(word, local)));
        runtime.args().forEach(word -> ofRuntime.add(mounts.rewrite(Expansion.expand(word, local))));
        UnaryOperator<String> words = word -> mounts.rewrite(Expansion.expand(word, own));
        List<String> command = new ArrayList<>();
        if (runtime.isOverridden(container)) {
            container.getCommand().forEach(word -> command.add(words.apply(word)));
            container.getArgs().forEach(word -> command.add(words.apply(word)));
            int program = command.indexOf(runtime.program());
            if (program >= 0) {
                command.remove(program);
                command.addAll(program, ofRuntime);
            }
        } else {
            command.addAll(ofRuntime);
            container.getCommand().stream()
                    .skip(runtime.dropCommand() ? 1 : 0)
                    .forEach(word -> command.add(words.apply(word)));
            container.getArgs().forEach(word -> command.add(words.apply(word)));
        }

        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("HOSTNAME", pod.getMetadata().getName());
        environment.forEach((name, value) -> variables.put(name, mounts.rewrite(value)));
        runtime.env().forEach((name, value) -> variables.put(name, mounts.rewrite(Expansion.expand(value, local))));
        return new LaunchPlan(List.copyOf(command), variables);
    }

    /** The same environment with another command (of a probe or hook), mount paths rewritten. */
    public LaunchPlan executing(List<String> words, MountPaths mounts) {
        return new LaunchPlan(words.stream().map(mounts::rewrite).toList(), environment);
    }
}
