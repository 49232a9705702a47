package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.ModelSource;
import dev.cortexllm.api.v1alpha1.ProviderModel;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.api.v1alpha1.TaskQuality;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.catalogue.Quality;
import dev.cortexllm.config.Policy.Profile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds what a model is good at: what its resource says, field by field, else the catalogue. */
final class Profiles {
    private static final int BEST = 100;

    /** What a resource says. Anything may be null. */
    private record Said(List<Capability> capabilities, Integer quality, List<TaskQuality> qualityByTask) {
        static final Said NOTHING = new Said(null, null, null);
    }

    private Profiles() {}

    /** Findings for what a provider says of a model. */
    static void check(ProviderModel model, String path, Findings findings) {
        check(new Said(model.capabilities(), model.quality(), model.qualityByTask()), path, findings);
    }

    /** Findings for what a deployment says of its model. */
    static void check(ModelSource model, String path, Findings findings) {
        check(new Said(model.capabilities(), model.quality(), model.qualityByTask()), path, findings);
    }

    /** Of a provider's model; null when nothing is known. */
    static Profile of(
            Optional<ProviderModel> own,
            Optional<ModelFacts> facts,
            String model,
            Long contextWindow,
            Catalogue catalogue) {
        Said said = own.map(given -> new Said(given.capabilities(), given.quality(), given.qualityByTask()))
                .orElse(Said.NOTHING);
        return profile(
                said,
                facts.map(ModelFacts::capabilities).or(() -> catalogue.capabilities(model)),
                catalogue.quality(model),
                contextWindow);
    }

    /** Of a deployment's model, found by where its weights are, else by the name it is served under; null when unknown. */
    static Profile of(ModelSource model, Long contextLength, Catalogue catalogue) {
        if (model == null) {
            return null;
        }
        return profile(
                new Said(model.capabilities(), model.quality(), model.qualityByTask()),
                known(model.source(), catalogue::capabilities).or(() -> known(model.name(), catalogue::capabilities)),
                known(model.source(), catalogue::quality).or(() -> known(model.name(), catalogue::quality)),
                contextLength);
    }

    private static <T> Optional<T> known(String id, Function<String, Optional<T>> lookup) {
        return Optional.ofNullable(id).flatMap(lookup);
    }

    private static Profile profile(
            Said said, Optional<ModelFacts.Capabilities> known, Optional<Quality> rated, Long contextWindow) {
        List<Capability> capabilities = capabilities(said, known, contextWindow);
        Double quality =
                said.quality() == null ? rated.map(Quality::overall).orElse(null) : Double.valueOf(said.quality());
        Map<Task, Double> tasks = tasks(said, rated);
        return capabilities == null && quality == null && tasks == null
                ? null
                : new Profile(capabilities, quality, tasks);
    }

    private static List<Capability> capabilities(
            Said said, Optional<ModelFacts.Capabilities> known, Long contextWindow) {
        if (said.capabilities() == null && known.isEmpty()) {
            return null;
        }
        Set<Capability> able = EnumSet.noneOf(Capability.class);
        if (said.capabilities() == null) {
            able.addAll(known.get().set());
        } else {
            said.capabilities().stream().filter(Objects::nonNull).forEach(able::add);
        }
        if (contextWindow != null && contextWindow > Capability.LONG_CONTEXT_TOKENS) {
            able.add(Capability.LONG_CONTEXT);
        }
        return List.copyOf(able);
    }

    /** A quality of one's own is not mixed with the catalogue's at tasks, which are on another yardstick then. */
    private static Map<Task, Double> tasks(Said said, Optional<Quality> rated) {
        Map<Task, Double> tasks = new EnumMap<>(Task.class);
        if (said.quality() == null) {
            rated.ifPresent(quality -> tasks.putAll(quality.tasks()));
        }
        if (said.qualityByTask() != null) {
            said.qualityByTask().stream()
                    .filter(Profiles::whole)
                    .forEach(entry -> tasks.put(entry.task(), Double.valueOf(entry.quality())));
        }
        return tasks.isEmpty() ? null : Collections.unmodifiableMap(tasks);
    }

    private static boolean whole(TaskQuality entry) {
        return entry != null && entry.task() != null && entry.quality() != null;
    }

    private static void check(Said said, String path, Findings findings) {
        checkQuality(said.quality(), path + ".quality", findings);
        List<TaskQuality> byTask = PolicyChecks.orEmpty(said.qualityByTask());
        Set<Task> seen = EnumSet.noneOf(Task.class);
        for (int i = 0; i < byTask.size(); i++) {
            String where = path + ".qualityByTask[" + i + "]";
            TaskQuality entry = byTask.get(i);
            if (!whole(entry)) {
                findings.invalid(where, "needs task and quality");
                continue;
            }
            if (!seen.add(entry.task())) {
                findings.invalid(where + ".task", "is listed twice");
            }
            checkQuality(entry.quality(), where + ".quality", findings);
        }
    }

    private static void checkQuality(Integer quality, String path, Findings findings) {
        if (quality != null && (quality < 0 || quality > BEST)) {
            findings.invalid(path, "must be from 0 to " + BEST);
        }
    }
}
