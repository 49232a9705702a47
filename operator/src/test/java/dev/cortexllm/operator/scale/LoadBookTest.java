package dev.cortexllm.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.link.RouterReport;
import dev.cortexllm.link.RouterReport.Demand;
import dev.cortexllm.link.RouterReport.PodLoad;
import dev.cortexllm.operator.TestClock;
import dev.cortexllm.operator.compilation.GatewayId;
import dev.cortexllm.operator.link.RouterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadBookTest {
    private static final String TINY = "deployment/default/tiny";
    private static final RouterId A = new RouterId(new GatewayId("default", "main"), "main-a");
    private static final RouterId B = new RouterId(new GatewayId("default", "main"), "main-b");

    private final TestClock clock = new TestClock("2026-11-27T10:00:00Z");
    private final LoadBook book = new LoadBook(clock);

    @Test
    void of_what_routers_read_from_an_engine_the_largest_counts_and_what_they_hold_adds_up() {
        tell(A, new Demand(3, 2, 9, Map.of("p1", new PodLoad(3, 12.0), "p2", new PodLoad(0, 1.0))));
        tell(B, new Demand(5, 1, 9, Map.of("p1", new PodLoad(1, 10.0), "p2", new PodLoad(4, 2.0))));
        Load load = book.load(TINY).orElseThrow();
        assertThat(load.pods()).isEqualTo(Map.of("p1", 12.0, "p2", 4.0));
        assertThat(load.requests()).isEqualTo(12 + 4 + 3);
        assertThat(book.of("default", "tiny")).isEqualTo(load.pods());
    }

    @Test
    void an_engine_that_does_not_say_has_what_the_routers_have_in_it() {
        tell(A, new Demand(3, 0, 9, Map.of("p1", new PodLoad(3, null))));
        tell(B, new Demand(5, 0, 9, Map.of("p1", new PodLoad(5, null))));
        assertThat(book.of("default", "tiny")).isEqualTo(Map.of("p1", 8.0));
    }

    @Test
    void what_is_in_flight_in_pods_that_are_gone_counts_too() {
        tell(A, new Demand(7, 0, 9, Map.of("p1", new PodLoad(2, 2.0))));
        assertThat(book.load(TINY).orElseThrow().requests()).isEqualTo(7);
    }

    @Test
    void what_was_told_long_ago_does_not_count() {
        tell(A, new Demand(3, 2, 9, null));
        clock.pass(Duration.ofSeconds(4));
        tell(B, new Demand(1, 0, 9, null));
        assertThat(book.load(TINY).orElseThrow().requests()).isEqualTo(6);
        clock.pass(Duration.ofSeconds(2));
        assertThat(book.load(TINY).orElseThrow().requests()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(4));
        assertThat(book.load(TINY)).isEmpty();
        assertThat(book.of("default", "tiny")).isEmpty();
    }

    @Test
    void a_request_between_two_reports_is_noticed() {
        assertThat(tell(A, new Demand(0, 0, 0, null))).isEmpty();
        assertThat(book.asked(TINY)).isEmpty();
        assertThat(tell(A, new Demand(0, 0, 1, null))).containsExactly(TINY);
        assertThat(book.asked(TINY)).contains(clock.instant());
        assertThat(tell(A, new Demand(0, 0, 1, null))).isEmpty();
    }

    @Test
    void what_an_older_router_has_counted_before_is_past_but_what_waits_waits() {
        RouterReport past = report("one", Map.of(TINY, new Demand(0, 0, 500, null)));
        assertThat(book.report(A, past, true, TINY::equals)).isEmpty();
        assertThat(book.report(B, past, false, TINY::equals)).containsExactly(TINY);
        RouterReport waiting = report("two", Map.of(TINY, new Demand(0, 1, 500, null)));
        assertThat(new LoadBook(clock).report(A, waiting, true, TINY::equals)).containsExactly(TINY);
    }

    @Test
    void a_router_that_begins_anew_counts_from_nothing() {
        tell(A, new Demand(0, 0, 500, null));
        RouterReport anew = report("other", Map.of(TINY, new Demand(0, 0, 1, null)));
        assertThat(book.report(A, anew, false, TINY::equals)).containsExactly(TINY);
    }

    @Test
    void nobody_speaks_of_what_its_gateway_does_not_serve() {
        RouterReport report = report("one", Map.of("deployment/other/big", new Demand(0, 1000, 1, null)));
        assertThat(book.report(A, report, false, TINY::equals)).isEmpty();
        assertThat(book.load("deployment/other/big")).isEmpty();
    }

    private Set<String> tell(RouterId router, Demand demand) {
        return book.report(router, report("one", Map.of(TINY, demand)), false, TINY::equals);
    }

    private static RouterReport report(String incarnation, Map<String, Demand> demand) {
        return new RouterReport(incarnation, "hash", null, 1, demand, List.of());
    }
}
