package dev.cortexllm.compile;

import dev.cortexllm.api.v1alpha1.BalancingStrategy;
import dev.cortexllm.api.v1alpha1.LoadBalancing;
import dev.cortexllm.config.Balancing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Compiles how requests are spread over replicas. */
final class Balancings {
    private static final String PATH = "spec.loadBalancing.";
    private static final int MOST_HEADERS = 8;

    private Balancings() {}

    /** Null when nothing is given, so that routers do what is usual. */
    static Balancing of(LoadBalancing given, Findings findings) {
        if (given == null) {
            return null;
        }
        Balancing usual = Balancing.USUAL;
        BalancingStrategy strategy = Objects.requireNonNullElse(given.strategy(), usual.strategy());
        return new Balancing(
                strategy,
                headers(given.sessionHeaders(), strategy, findings),
                within(given.meanLoadPercent(), usual.meanLoadPercent(), 100, 1000, "meanLoadPercent", findings),
                within(given.prefixBytes(), usual.prefixBytes(), 64, 65536, "prefixBytes", findings));
    }

    private static List<String> headers(List<String> given, BalancingStrategy strategy, Findings findings) {
        if (given == null) {
            return strategy == BalancingStrategy.PREFIX_AFFINITY ? Balancing.SESSION_HEADERS : List.of();
        }
        if (given.size() > MOST_HEADERS) {
            findings.invalid(PATH + "sessionHeaders", "name " + MOST_HEADERS + " headers at the most");
        }
        List<String> headers = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String header = given.get(i) == null ? "" : given.get(i).toLowerCase(Locale.ROOT);
            String where = PATH + "sessionHeaders[" + i + "]";
            if (!header.matches("[a-z0-9!#$%&'*+.^_|~-]+")) {
                findings.invalid(where, "'" + header + "' is not the name of a header");
            } else if (HeaderGuard.secret(header)) {
                findings.invalid(where, header + " carries a secret that comes and goes, not a session");
            }
            headers.add(header);
        }
        return List.copyOf(headers);
    }

    private static int within(Integer given, int usual, int least, int most, String field, Findings findings) {
        int value = given == null ? usual : given;
        if (value < least || value > most) {
            findings.invalid(PATH + field, "must be from " + least + " to " + most);
        }
        return value;
    }
}
