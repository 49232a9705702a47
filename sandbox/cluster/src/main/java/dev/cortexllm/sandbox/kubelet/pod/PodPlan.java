package dev.cortexllm.sandbox.kubelet.pod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do next for a pod that is not being deleted.
 *
 * @param start names of the containers to start now
 * @param wakeAt when to look again although nothing happened (a back-off ends)
 * @param outcome whether the pod has come to its end
 */
record PodPlan(List<String> start, Optional<Instant> wakeAt, Outcome outcome) {
    /** How far a pod is. */
    enum Outcome {
        GOING_ON,
        SUCCEEDED,
        FAILED
    }

    /** Decides from the views of all containers, init containers in their order before the main ones. */
    static PodPlan of(String restartPolicy, List<ContainerView> containers, Instant now) {
        Draft draft = new Draft(restartPolicy, now);
        List<ContainerView> mains =
                containers.stream().filter(view -> !view.init()).toList();
        List<ContainerView> inits =
                containers.stream().filter(ContainerView::init).toList();
        if (initialized(containers)) {
            inits.stream().filter(ContainerView::sidecar).forEach(draft::keepRunning);
        } else {
            for (ContainerView view : inits) {
                draft.keepRunning(view);
                if (view.holdsBack()) {
                    boolean failed = view.state() instanceof ContainerState.Exited && !view.restarts(restartPolicy);
                    return draft.plan(failed ? Outcome.FAILED : Outcome.GOING_ON);
                }
            }
        }
        boolean active = false;
        for (ContainerView view : mains) {
            active |= draft.keepRunning(view);
        }
        if (active) {
            return draft.plan(Outcome.GOING_ON);
        }
        draft.start.clear();
        return draft.plan(outcome(mains));
    }

    /** Whether the init containers have done their part: they are not looked at again once a main container was started. */
    static boolean initialized(List<ContainerView> containers) {
        return containers.stream().anyMatch(view -> !view.init() && view.begun())
                || containers.stream().filter(ContainerView::init).noneMatch(ContainerView::holdsBack);
    }

    /** How a pod ended whose main containers do not run any more. */
    static Outcome outcome(List<ContainerView> mains) {
        return mains.stream().allMatch(ContainerView::succeeded) ? Outcome.SUCCEEDED : Outcome.FAILED;
    }

    private static final class Draft {
        private final String restartPolicy;
        private final Instant now;
        private final List<String> start = new ArrayList<>();
        private Instant wakeAt;

        Draft(String restartPolicy, Instant now) {
            this.restartPolicy = restartPolicy;
            this.now = now;
        }

        /** Starts a container that is due; false when it has ended for good. */
        boolean keepRunning(ContainerView view) {
            if (view.running()) {
                return true;
            }
            if (view.state() instanceof ContainerState.Exited && !view.restarts(restartPolicy)) {
                return false;
            }
            if (view.notBefore() == null || !view.notBefore().isAfter(now)) {
                start.add(view.name());
            } else if (wakeAt == null || view.notBefore().isBefore(wakeAt)) {
                wakeAt = view.notBefore();
            }
            return true;
        }

        PodPlan plan(Outcome outcome) {
            return new PodPlan(List.copyOf(start), Optional.ofNullable(wakeAt), outcome);
        }
    }
}
