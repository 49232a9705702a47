package dev.cortexllm.operator.status;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why one container does not run. A container that fails over and over is by turns running, ended and waiting: the trouble is the same
 * in all three, until it is ready once.
 */
final class ContainerTroubles {
    private static final Set<String> HARMLESS = Set.of("ContainerCreating", "PodInitializing");
    private static final Set<String> PULLING = Set.of("ErrImagePull", "ImagePullBackOff");
    private static final Set<Integer> KILLED = Set.of(137, 143);
    private static final int BUS_ERROR = 135;
    private static final int OUTPUT_CHARACTERS = 600;

    private final Pod pod;
    private final ContainerStatus status;
    private final String engine;

    /**
     * @param pod the pod
     * @param status of its container
     * @param engine what the engine is called in sentences
     */
    ContainerTroubles(Pod pod, ContainerStatus status, String engine) {
        this.pod = pod;
        this.status = status;
        this.engine = engine;
    }

    /** The trouble; empty when it runs, is about to, or has done its work. */
    Optional<Trouble> find() {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        String why = waiting == null ? null : waiting.getReason();
        boolean looping = "CrashLoopBackOff".equals(why);
        if (why != null && !looping && !HARMLESS.contains(why)) {
            return Optional.of(PULLING.contains(why) ? pull(waiting) : cannotStart(waiting));
        }
        ContainerStateTerminated ended = lastEnd();
        boolean failed = ended != null && (looping || !Integer.valueOf(0).equals(ended.getExitCode()));
        return failed && !Boolean.TRUE.equals(status.getReady()) ? Optional.of(failure(ended)) : Optional.empty();
    }

    private Trouble cannotStart(ContainerStateWaiting waiting) {
        String detail = waiting.getMessage() == null ? "no details given" : waiting.getMessage();
        return new Trouble(waiting.getReason(), place() + " cannot start: " + detail);
    }

    /** By turns the registry's answer and the same after a remark on waiting. */
    private Trouble pull(ContainerStateWaiting waiting) {
        String said = waiting.getMessage() == null ? "" : waiting.getMessage();
        int cause = said.indexOf("ErrImagePull: ");
        String detail = cause >= 0
                ? said.substring(cause + "ErrImagePull: ".length())
                : said.startsWith("Back-off pulling image") ? "" : said;
        return new Trouble(
                "ImagePullFailed",
                "image " + status.getImage() + " of " + place() + " cannot be pulled"
                        + (detail.isEmpty() ? "" : ": " + detail));
    }

    private Trouble failure(ContainerStateTerminated ended) {
        EngineOutput output = new EngineOutput(ended.getMessage());
        String how = place() + " failed, exit code " + ended.getExitCode();
        if ("OOMKilled".equals(ended.getReason())) {
            return new Trouble("OutOfMemory", place() + " was killed for want of memory; " + memoryAdvice());
        }
        return EngineFailure.of(output, engine)
                .map(known -> new Trouble(known.reason(), how + ": " + cut(known.message())))
                .or(() -> killed(ended))
                .orElseGet(() -> new Trouble(
                        failures() > 1 ? "CrashLoopBackOff" : "EngineFailed",
                        how + output.reason().map(line -> ": " + cut(line)).orElse("; it printed nothing")));
    }

    private Optional<Trouble> killed(ContainerStateTerminated ended) {
        if (Integer.valueOf(BUS_ERROR).equals(ended.getExitCode())) {
            return Optional.of(
                    new Trouble("SharedMemoryTooSmall", place() + " ended with a bus error; raise sharedMemory"));
        }
        Optional<Duration> allowed = startup();
        boolean tooLong = KILLED.contains(ended.getExitCode())
                && allowed.isPresent()
                && lasted(ended).compareTo(allowed.get()) >= 0
                && lasted(ended).compareTo(allowed.get().plusSeconds(grace()).plusSeconds(60)) <= 0;
        return tooLong
                ? Optional.of(new Trouble(
                        "StartupTimeout",
                        place() + " did not answer within " + allowed.get().toSeconds()
                                + " s and was restarted; raise startupTimeout if loading takes longer"))
                : Optional.empty();
    }

    private String memoryAdvice() {
        Quantity limit = container()
                .map(c -> c.getResources() == null ? null : c.getResources().getLimits())
                .map((Map<String, Quantity> limits) -> limits.get("memory"))
                .orElse(null);
        return limit == null
                ? "the node has no more: give resources.requests.memory, so that it is placed where there is enough"
                : "its limit is " + limit
                        + ": raise resources.limits.memory; /dev/shm (sharedMemory) counts against it";
    }

    /** How often it has failed, as far as the kubelet counts. */
    private int failures() {
        int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
        boolean running = status.getState() != null && status.getState().getRunning() != null;
        return running ? restarts : restarts + 1;
    }

    private ContainerStateTerminated lastEnd() {
        if (status.getState() != null && status.getState().getTerminated() != null) {
            return status.getState().getTerminated();
        }
        return status.getLastState() == null ? null : status.getLastState().getTerminated();
    }

    private Optional<Duration> startup() {
        Probe probe = container().map(Container::getStartupProbe).orElse(null);
        if (probe == null || probe.getFailureThreshold() == null || probe.getPeriodSeconds() == null) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds((long) probe.getFailureThreshold() * probe.getPeriodSeconds()));
    }

    private static Duration lasted(ContainerStateTerminated ended) {
        return ended.getStartedAt() == null || ended.getFinishedAt() == null
                ? Duration.ZERO
                : Duration.between(Instant.parse(ended.getStartedAt()), Instant.parse(ended.getFinishedAt()));
    }

    private long grace() {
        Long seconds = pod.getSpec().getTerminationGracePeriodSeconds();
        return seconds == null ? 30 : seconds;
    }

    private Optional<Container> container() {
        PodSpec spec = pod.getSpec();
        return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
                .filter(container -> container.getName().equals(status.getName()))
                .findFirst();
    }

    private String place() {
        return "container " + status.getName() + " of pod " + pod.getMetadata().getName();
    }

    private static String cut(String line) {
        return line.length() <= OUTPUT_CHARACTERS ? line : line.substring(0, OUTPUT_CHARACTERS) + "...";
    }
}
