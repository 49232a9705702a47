package dev.cortexllm.router.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.target.SpillState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The present as a table has it, by target: {@code {cold: true, cooling: true, broken: true, wait: 1, ttft: 1, tps: 50, errors: 0,
 * returning: true, unfit: CONTEXT}}. What is not given is as usual.
 */
final class TableView implements TargetView {
    private static final List<String> FIELDS =
            List.of("cold", "cooling", "broken", "wait", "ttft", "tps", "errors", "returning", "unfit");
    private final JsonNode state;
    private final Map<String, SpillState> spills = new HashMap<>();

    TableView(JsonNode state) {
        this.state = state;
        state.forEach(target -> target.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("there is no state '" + field + "'");
            }
        }));
    }

    private JsonNode of(RouteTarget target, String field) {
        return state.path(target.config().name()).path(field);
    }

    @Override
    public boolean ready(RouteTarget target) {
        return !of(target, "cold").asBoolean();
    }

    @Override
    public boolean cooling(RouteTarget target) {
        return of(target, "cooling").asBoolean();
    }

    @Override
    public boolean broken(RouteTarget target) {
        return of(target, "broken").asBoolean();
    }

    @Override
    public double waitSeconds(RouteTarget target) {
        return of(target, "wait").asDouble();
    }

    @Override
    public double firstTokenSeconds(RouteTarget target) {
        return of(target, "ttft").asDouble(Double.NaN);
    }

    @Override
    public double tokensPerSecond(RouteTarget target) {
        return of(target, "tps").asDouble(Double.NaN);
    }

    @Override
    public double errorRate(RouteTarget target) {
        return of(target, "errors").asDouble(Double.NaN);
    }

    @Override
    public boolean returning(RouteTarget target) {
        return of(target, "returning").asBoolean();
    }

    @Override
    public Reason unfit(RouteTarget target) {
        return of(target, "unfit").isMissingNode()
                ? null
                : Reason.valueOf(of(target, "unfit").asText());
    }

    @Override
    public SpillState spill(Route route, RouteRule rule, RouteTarget target) {
        return spills.computeIfAbsent(target.config().name(), name -> new SpillState());
    }
}
