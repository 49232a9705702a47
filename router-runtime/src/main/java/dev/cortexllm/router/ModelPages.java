package dev.cortexllm.router;

import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.ModelFacts;
import dev.cortexllm.catalogue.ModelQuery;
import dev.cortexllm.catalogue.Quality;
import dev.cortexllm.router.admin.AdminServer;
import dev.cortexllm.router.route.Snapshot;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the admin port tells of models: those that are served, and those that the catalogue knows (docs/catalogue.md). */
final class ModelPages {
    private static final Logger LOG = LoggerFactory.getLogger(ModelPages.class);
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;
    private static final String RETIRED = "retired";

    private final Vertx vertx;
    private final Supplier<Snapshot> serving;
    private final LongSupplier clock;
    private Catalogue catalogue;

    private ModelPages(Vertx vertx, Supplier<Snapshot> serving, LongSupplier clock) {
        this.vertx = vertx;
        this.serving = serving;
        this.clock = clock;
    }

    /**
     * Has them served.
     *
     * @param admin serves them
     * @param vertx of the process
     * @param serving what is served; gives null before the first configuration
     * @param clock monotonic nanoseconds
     */
    static void serve(AdminServer admin, Vertx vertx, Supplier<Snapshot> serving, LongSupplier clock) {
        ModelPages pages = new ModelPages(vertx, serving, clock);
        admin.serve(HttpMethod.GET, "/models", pages::served);
        admin.serve(HttpMethod.GET, "/catalogue", request -> pages.answer(request, pages::catalogue));
    }

    private void served(HttpServerRequest request) {
        Snapshot snapshot = serving.get();
        if (snapshot == null) {
            sentence(request, UNAVAILABLE, "This router has no configuration yet.");
        } else {
            answer(request, parameters -> models(parameters, snapshot));
        }
    }

    /** Answers a query; throws IllegalArgumentException with a sentence when it makes no sense. */
    private interface Page {
        JsonArray answer(Map<String, List<String>> parameters);
    }

    private void answer(HttpServerRequest request, Page page) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String name : request.params().names()) {
            parameters.put(name, request.params().getAll(name));
        }
        vertx.executeBlocking(
                        () -> new JsonObject()
                                .put("models", page.answer(parameters))
                                .encode(),
                        false)
                .onSuccess(json -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(json))
                .onFailure(failure -> {
                    if (failure instanceof IllegalArgumentException) {
                        sentence(request, BAD_REQUEST, failure.getMessage());
                    } else {
                        LOG.error("models cannot be told by a defect of the router", failure);
                        sentence(request, 500, "The models could not be read.");
                    }
                });
    }

    private JsonArray models(Map<String, List<String>> parameters, Snapshot snapshot) {
        ModelQuery query = ModelQuery.of(parameters);
        Task task = query.task();
        long now = clock.getAsLong();
        JsonArray json = new JsonArray();
        query.of(ServedModels.of(snapshot), one -> ServedModels.listed(one, task, now))
                .forEach(one -> json.add(ModelJson.of(one, task, now)));
        return json;
    }

    private JsonArray catalogue(Map<String, List<String>> parameters) {
        boolean retired = retired(parameters.get(RETIRED));
        ModelQuery query = ModelQuery.of(parameters, Set.of(RETIRED));
        if (query.sort() == ModelQuery.Sort.FASTEST) {
            throw new IllegalArgumentException(
                    "Nothing is observed of models that are not served: sort=fastest is for /models.");
        }
        Catalogue known = known();
        List<ModelFacts> models = known.all().stream()
                .filter(facts -> retired || facts.status() != ModelFacts.Status.RETIRED)
                .toList();
        Map<ModelFacts, Quality> qualities = models.stream()
                .filter(facts -> known.quality(facts.model()).isPresent())
                .collect(Collectors.toMap(
                        facts -> facts, facts -> known.quality(facts.model()).orElseThrow()));
        JsonArray json = new JsonArray();
        query.of(models, facts -> listed(facts, qualities.get(facts), query.task()))
                .forEach(facts -> json.add(ModelJson.of(facts, qualities.get(facts), query.task())));
        return json;
    }

    private static ModelQuery.Listed listed(ModelFacts facts, Quality quality, Task task) {
        return new ModelQuery.Listed(
                Set.of(facts.vendor()),
                ModelJson.capabilities(facts),
                facts.inputUsd(),
                facts.outputUsd(),
                quality == null ? null : quality.at(task),
                null);
    }

    private static boolean retired(List<String> values) {
        if (values == null || values.equals(List.of("false"))) {
            return false;
        }
        if (values.equals(List.of("true"))) {
            return true;
        }
        throw new IllegalArgumentException("Parameter retired takes true or false.");
    }

    /** Read when somebody asks for the first time: a gateway's router needs it for nothing else. */
    private synchronized Catalogue known() {
        if (catalogue == null) {
            catalogue = Catalogue.bundled();
        }
        return catalogue;
    }

    private static void sentence(HttpServerRequest request, int status, String sentence) {
        request.response().setStatusCode(status).end(sentence + "\n");
    }
}
