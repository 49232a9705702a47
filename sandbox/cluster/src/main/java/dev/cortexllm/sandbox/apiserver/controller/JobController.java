package dev.cortexllm.sandbox.apiserver.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.object.Meta;
import dev.cortexllm.sandbox.apiserver.resource.DeleteOptions;
import dev.cortexllm.sandbox.apiserver.store.Change;
import dev.cortexllm.sandbox.apiserver.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs the pods of Jobs until enough have succeeded or too many have failed, and deletes Jobs whose time is up. Pods are counted
 * once each, by the finalizer that holds them until then. Jobs with indexes, success policies and suspension are not run.
 */
final class JobController implements Controller {
    static final String JOBS = "jobs.batch";
    static final String TRACKING = "batch.kubernetes.io/job-tracking";
    private static final String PODS = "pods";
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(6);
    private static final int DOUBLINGS = 10;

    private final Objects objects;
    private final Set<String> pending = new TreeSet<>();

    JobController(Objects objects) {
        this.objects = objects;
    }

    @Override
    public void changed(Change change) {
        ObjectNode object = change.after() == null ? change.before() : change.after();
        if (change.key().resource().equals(JOBS)) {
            pending.add(change.key().namespace() + "/" + change.key().name());
        } else if (change.key().resource().equals(PODS)
                && Json.text(Meta.controller(object), "kind").equals("Job")) {
            pending.add(change.key().namespace() + "/" + Json.text(Meta.controller(object), "name"));
            if (change.after() != null) {
                letGo(change.key(), object);
            }
        }
    }

    @Override
    public void act() {
        List<String> work = List.copyOf(pending);
        pending.clear();
        for (String path : work) {
            String[] part = path.split("/");
            Key key = new Key(JOBS, part[0], part[1]);
            objects.get(key).ifPresent(job -> sync(key, job));
        }
    }

    /** A pod whose Job is gone or going is counted by nobody. */
    private void letGo(Key key, ObjectNode pod) {
        Key owner = new Key(JOBS, key.namespace(), Json.text(Meta.controller(pod), "name"));
        boolean kept = objects.get(owner)
                .filter(job -> PodState.controlledBy(pod, Meta.uid(job)) && !Meta.deleting(job))
                .isPresent();
        if (!kept) {
            release(key);
        }
    }

    private void release(Key key) {
        if (objects.get(key).filter(JobController::tracked).isPresent()) {
            objects.update(key, pod -> {
                List<String> rest = new ArrayList<>(Meta.finalizers(pod));
                rest.remove(TRACKING);
                Meta.setFinalizers(pod, rest);
                return pod;
            });
        }
    }

    private void sync(Key key, ObjectNode job) {
        List<ObjectNode> pods = objects.list(PODS, key.namespace()).stream()
                .filter(pod -> PodState.controlledBy(pod, Meta.uid(job)))
                .toList();
        if (Meta.deleting(job)) {
            pods.forEach(pod -> release(podKey(key, pod)));
            return;
        }
        Optional<Instant> end = JobEnd.time(job);
        if (end.isPresent()) {
            expire(key, job, end.get());
            return;
        }
        Tally tally = Tally.of(job, pods);
        Optional<JobEnd> over = JobEnd.of(job, tally.succeeded(), tally.failed(), tally.news());
        List<ObjectNode> active = pods.stream().filter(JobController::running).toList();
        int missing = over.isPresent() ? 0 : wanted(job, tally.succeeded()) - active.size();
        if (missing > 0 && !ripe(job, tally.failed(), pods)) {
            // The pause still runs: look again at the next tick.
            missing = 0;
            pending.add(key.namespace() + "/" + key.name());
        }
        for (int i = 0; i < missing; i++) {
            objects.create(PODS, newPod(job), key.namespace());
        }
        if (over.isPresent()) {
            active.forEach(pod -> objects.delete(podKey(key, pod), DeleteOptions.BACKGROUND));
        }
        int running = over.isPresent() ? 0 : active.size() + Math.max(0, missing);
        boolean all = over.isEmpty() || active.isEmpty();
        objects.updateStatus(key, current -> status(current, tally, running, all ? over : Optional.empty()));
        // Counted for good now.
        tally.news().forEach(pod -> release(podKey(key, pod)));
        if (over.isPresent() && !all) {
            pending.add(key.namespace() + "/" + key.name());
        }
    }

    /**
     * Pods that have ended.
     *
     * @param succeeded how many have succeeded so far
     * @param failed how many have failed so far
     * @param news those of them that were not counted yet
     */
    private record Tally(int succeeded, int failed, List<ObjectNode> news) {
        static Tally of(ObjectNode job, List<ObjectNode> pods) {
            List<ObjectNode> news =
                    pods.stream().filter(pod -> tracked(pod) && !running(pod)).toList();
            int good = (int)
                    news.stream().filter(pod -> phase(pod).equals("Succeeded")).count();
            return new Tally(
                    Json.at(job, "status", "succeeded").asInt() + good,
                    Json.at(job, "status", "failed").asInt() + news.size() - good,
                    news);
        }
    }

    private ObjectNode status(ObjectNode job, Tally tally, int running, Optional<JobEnd> over) {
        ObjectNode status = Json.child(job, "status");
        if (!status.has("startTime")) {
            status.put("startTime", Meta.time(objects.now()));
        }
        count(status, "succeeded", tally.succeeded());
        count(status, "failed", tally.failed());
        count(status, "active", running);
        status.put("terminating", 0);
        status.put("ready", 0);
        Json.child(status, "uncountedTerminatedPods");
        over.ifPresent(end -> {
            ArrayNode conditions = status.putArray("conditions");
            for (String type :
                    List.of(end.good() ? "SuccessCriteriaMet" : "FailureTarget", end.good() ? "Complete" : "Failed")) {
                String now = Meta.time(objects.now());
                conditions
                        .addObject()
                        .put("type", type)
                        .put("status", "True")
                        .put("lastProbeTime", now)
                        .put("lastTransitionTime", now)
                        .put("reason", end.reason())
                        .put("message", end.message());
            }
            if (end.good()) {
                status.put("completionTime", Meta.time(objects.now()));
            }
        });
        return job;
    }

    private static void count(ObjectNode status, String field, int number) {
        if (number > 0) {
            status.put(field, number);
        } else {
            status.remove(field);
        }
    }

    private static int wanted(ObjectNode job, int succeeded) {
        return Math.min(
                Json.at(job, "spec", "parallelism").asInt(1),
                Json.at(job, "spec", "completions").asInt(1) - succeeded);
    }

    /** After a failure 10 s pass, after each further one twice as long. */
    private boolean ripe(ObjectNode job, int failed, List<ObjectNode> pods) {
        Optional<Instant> last = pods.stream()
                .filter(pod -> phase(pod).equals("Failed"))
                .map(JobController::ended)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        if (failed == 0 || last.isEmpty()) {
            return true;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failed - 1, DOUBLINGS));
        Duration most = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return !last.get().plus(most).isAfter(objects.now());
    }

    private static Optional<Instant> ended(ObjectNode pod) {
        return Json.elements(Json.at(pod, "status", "containerStatuses")).stream()
                .map(container -> Meta.instant(container, "state", "terminated", "finishedAt"))
                .filter(time -> time != null)
                .max(Instant::compareTo);
    }

    private void expire(Key key, ObjectNode job, Instant end) {
        JsonNode seconds = Json.at(job, "spec", "ttlSecondsAfterFinished");
        if (!seconds.isNumber()) {
            return;
        }
        if (end.plusSeconds(seconds.asLong()).isAfter(objects.now())) {
            pending.add(key.namespace() + "/" + key.name());
        } else {
            objects.delete(key, DeleteOptions.BACKGROUND);
        }
    }

    private static ObjectNode newPod(ObjectNode job) {
        ObjectNode template = (ObjectNode) Json.at(job, "spec", "template");
        ObjectNode pod = Json.object();
        ObjectNode metadata = pod.putObject("metadata").put("generateName", Meta.name(job) + "-");
        Map<String, String> labels = new TreeMap<>(Meta.labels(template));
        ObjectNode all = metadata.putObject("labels");
        labels.forEach(all::put);
        JsonNode annotations = Json.at(template, "metadata", "annotations");
        if (annotations.isObject()) {
            metadata.set("annotations", annotations.deepCopy());
        }
        metadata.set("finalizers", Json.strings(List.of(TRACKING)));
        pod.set("spec", template.path("spec").deepCopy());
        Meta.control(pod, job);
        return pod;
    }

    private static boolean tracked(ObjectNode pod) {
        return Meta.finalizers(pod).contains(TRACKING);
    }

    /** A pod that goes before it had a node never ends in any other way. */
    private static boolean running(ObjectNode pod) {
        boolean over = phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
        boolean never = Meta.deleting(pod) && Json.text(pod, "spec", "nodeName").isEmpty();
        return !over && !never;
    }

    private static String phase(JsonNode pod) {
        return Json.text(pod, "status", "phase");
    }

    private static Key podKey(Key job, ObjectNode pod) {
        return new Key(PODS, job.namespace(), Meta.name(pod));
    }
}
