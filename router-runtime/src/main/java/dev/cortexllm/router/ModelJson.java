package dev.cortexllm.router;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.catalogue.Quality;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.target.Observed;
import dev.cortexllm.router.target.RouteTarget;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Models as the admin port tells them (docs/catalogue.md). What is unknown is null. */
final class ModelJson {
    private static final double THOUSANDTHS = 1000;

    private ModelJson() {}

    /** One that is served. */
    static JsonObject of(ServedModels.Served served, Task task, long now) {
        RouteTarget target = served.target();
        Policy.Target config = target.config();
        Policy.Profile profile = config.profile();
        Observed observed = target.state().observed();
        JsonObject json = new JsonObject()
                .put("provider", config.upstream())
                .put("vendor", target.upstream().config().vendor())
                .put("model", config.model())
                .put("policies", new JsonArray(served.policies().stream().toList()))
                .put("local", config.local())
                .put("contextTokens", config.contextWindow())
                .put("maxOutputTokens", config.maxOutputTokens())
                .put("usdPerMillionTokens", price(config.price()))
                .put("capabilities", profile == null ? null : capabilities(profile.capabilities()))
                .put("quality", profile == null ? null : quality(profile.quality(), profile.taskQuality()));
        forTask(json, task, ServedModels.quality(profile, task));
        return json.put(
                        "observed",
                        new JsonObject()
                                .put("ttftSeconds", number(observed.ttftSeconds(now)))
                                .put("tokensPerSecond", number(observed.tokensPerSecond(now)))
                                .put("errorRate", number(observed.errorRate(now))))
                .put("inFlight", target.state().upstream().inFlight());
    }

    /** One of the catalogue. */
    static JsonObject of(ModelFacts facts, Quality quality, Task task) {
        JsonObject json = new JsonObject()
                .put("vendor", facts.vendor())
                .put("model", facts.model())
                .put("status", facts.status().name().toLowerCase(Locale.ROOT))
                .put("contextTokens", facts.context())
                .put("maxOutputTokens", facts.maxOutput())
                .put("usdPerMillionTokens", price(facts))
                .put("capabilities", capabilities(capabilities(facts)))
                .put("source", facts.source())
                .put("date", facts.date());
        JsonObject rated = quality == null ? null : quality(quality.overall(), quality.tasks());
        if (rated != null) {
            rated.put("figures", figures(quality));
        }
        json.put("quality", rated);
        forTask(json, task, quality == null ? null : quality.at(task));
        return json;
    }

    /** What a model of the catalogue can do, long prompts by its context. */
    static Set<Capability> capabilities(ModelFacts facts) {
        Set<Capability> able = EnumSet.noneOf(Capability.class);
        able.addAll(facts.capabilities().set());
        if (facts.context() != null && facts.context() > Capability.LONG_CONTEXT_TOKENS) {
            able.add(Capability.LONG_CONTEXT);
        }
        return able;
    }

    private static void forTask(JsonObject json, Task task, Double quality) {
        if (task != null) {
            json.put("qualityForTask", quality);
        }
    }

    private static JsonObject quality(Double overall, Map<Task, Double> tasks) {
        JsonObject byTask = new JsonObject();
        if (tasks != null) {
            tasks.forEach((task, quality) -> byTask.put(name(task), quality));
        }
        return new JsonObject().put("overall", overall).put("tasks", byTask);
    }

    private static JsonArray figures(Quality quality) {
        JsonArray figures = new JsonArray();
        quality.figures()
                .forEach(figure -> figures.add(new JsonObject()
                        .put("benchmark", figure.benchmark())
                        .put("figure", figure.figure())
                        .put("source", figure.source())
                        .put("date", figure.date())));
        return figures;
    }

    private static JsonArray capabilities(Collection<Capability> capabilities) {
        return capabilities == null
                ? null
                : new JsonArray(capabilities.stream().map(ModelJson::name).toList());
    }

    private static JsonObject price(Policy.Price price) {
        if (price == null) {
            return null;
        }
        JsonObject json = new JsonObject()
                .put("input", usd(price.inputPicoUsd()))
                .put("output", usd(price.outputPicoUsd()))
                .put("cachedInput", usd(price.cachedInputPicoUsd()))
                .put("cacheWrite", usd(price.cacheWritePicoUsd()))
                .put("hourCacheWrite", usd(price.hourCacheWritePicoUsd()))
                .put("reasoning", usd(price.reasoningPicoUsd()));
        Policy.LongPrompt longer = price.longPrompt();
        return longer == null
                ? json
                : json.put(
                        "longPrompt",
                        new JsonObject()
                                .put("aboveTokens", longer.aboveTokens())
                                .put("input", usd(longer.inputPicoUsd()))
                                .put("output", usd(longer.outputPicoUsd()))
                                .put("cachedInput", usd(longer.cachedInputPicoUsd())));
    }

    private static JsonObject price(ModelFacts facts) {
        JsonObject json = new JsonObject()
                .put("input", usd(facts.inputUsd()))
                .put("output", usd(facts.outputUsd()))
                .put("cachedInput", usd(facts.cachedInputUsd()))
                .put("cacheWrite", usd(facts.cacheWriteUsd()))
                .put("hourCacheWrite", usd(facts.hourCacheWriteUsd()));
        ModelFacts.LongPrompt longer = facts.longPrompt();
        return longer == null
                ? json
                : json.put(
                        "longPrompt",
                        new JsonObject()
                                .put("aboveTokens", longer.aboveTokens())
                                .put("input", usd(longer.inputUsd()))
                                .put("output", usd(longer.outputUsd()))
                                .put("cachedInput", usd(longer.cachedInputUsd())));
    }

    private static String usd(Long picoUsd) {
        return picoUsd == null ? null : usd(ServedModels.usd(picoUsd));
    }

    private static String usd(BigDecimal usd) {
        return usd == null ? null : usd.stripTrailingZeros().toPlainString();
    }

    private static Double number(double value) {
        return Double.isNaN(value) ? null : Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }

    /** As resources spell it. */
    private static String name(Enum<?> value) {
        try {
            return value.getDeclaringClass()
                    .getField(value.name())
                    .getAnnotation(JsonProperty.class)
                    .value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
