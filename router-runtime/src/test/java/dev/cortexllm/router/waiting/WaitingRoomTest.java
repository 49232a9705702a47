package dev.cortexllm.router.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingRoomTest {
    private final AtomicInteger ready = new AtomicInteger();
    private final WaitingRoom room = new WaitingRoom(ready::get);
    private final List<String> told = new ArrayList<>();

    @Test
    void as_many_are_called_as_there_are_places_and_another_as_each_ends() {
        List<WaitingRoom.Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            tickets.add(enter("w", "r" + i, 10, 2));
        }
        assertThat(told).isEmpty();

        becomeReady(1);
        assertThat(told).containsExactly("called r0", "called r1");
        room.goOn(tickets.get(0));
        room.goOn(tickets.get(1));
        assertThat(room.waiting()).isEqualTo(3);

        room.leave(tickets.get(1));
        assertThat(told).containsExactly("called r0", "called r1", "called r2");

        becomeReady(2);
        assertThat(told).hasSize(5).endsWith("called r3", "called r4");
    }

    @Test
    void whoever_comes_when_one_is_ready_by_now_is_called_at_once() {
        ready.set(1);
        enter("w", "late", 10, 1);
        assertThat(told).containsExactly("called late");
    }

    @Test
    void workspaces_take_turns() {
        for (int i = 0; i < 4; i++) {
            enter("big", "big" + i, 10, 10);
        }
        enter("small", "small0", 10, 10);
        enter("other", "other0", 10, 10);
        enter("small", "small1", 10, 10);

        becomeReady(1);

        assertThat(told)
                .containsExactly(
                        "called big0",
                        "called small0",
                        "called other0",
                        "called big1",
                        "called small1",
                        "called big2",
                        "called big3");
    }

    @Test
    void a_workspace_that_fills_the_room_makes_place_for_another_until_their_shares_are_equal() {
        for (int i = 0; i < 4; i++) {
            enter("big", "big" + i, 4, 1);
        }
        assertThat(enter("big", "big4", 4, 1)).isNull();

        assertThat(enter("small", "small0", 4, 1)).isNotNull();
        assertThat(enter("small", "small1", 4, 1)).isNotNull();
        assertThat(enter("small", "small2", 4, 1)).isNull();
        assertThat(enter("big", "big5", 4, 1)).isNull();

        assertThat(told).containsExactly("displaced big3", "displaced big2");
        assertThat(room.waiting()).isEqualTo(4);
    }

    @Test
    void one_that_cannot_go_on_after_all_keeps_its_place() {
        WaitingRoom.Ticket first = enter("w", "first", 2, 1);
        enter("w", "second", 2, 1);
        becomeReady(1);
        ready.set(0);
        assertThat(enter("w", "third", 2, 1))
                .as("one that was called still counts")
                .isNull();

        room.back(first);
        becomeReady(1);

        assertThat(told).containsExactly("called first", "called first");
    }

    @Test
    void one_that_goes_on_without_being_called_has_left() {
        WaitingRoom.Ticket first = enter("w", "first", 2, 1);
        room.goOn(first);
        becomeReady(1);
        assertThat(told).isEmpty();
        assertThat(room.waiting()).isZero();
    }

    private WaitingRoom.Ticket enter(String workspace, String name, int bound, int concurrency) {
        return room.enter(workspace, bound, concurrency, new WaitingRoom.Waiter() {
            @Override
            public void called() {
                told.add("called " + name);
            }

            @Override
            public void displaced() {
                told.add("displaced " + name);
            }
        });
    }

    private void becomeReady(int endpoints) {
        ready.set(endpoints);
        room.admit();
    }

    private enum Stage {
        WAITS,
        CALLED,
        AT_UPSTREAM,
        GONE
    }

    /** What the test knows of a request beside the room. */
    private static final class Model implements WaitingRoom.Waiter {
        private final String workspace;
        private WaitingRoom.Ticket ticket;
        private Stage stage = Stage.WAITS;

        Model(String workspace) {
            this.workspace = workspace;
        }

        boolean waits() {
            return stage == Stage.WAITS;
        }

        @Override
        public void called() {
            assertThat(stage).as("called only while it waits").isEqualTo(Stage.WAITS);
            stage = Stage.CALLED;
        }

        @Override
        public void displaced() {
            assertThat(stage).as("displaced only while it waits").isEqualTo(Stage.WAITS);
            stage = Stage.GONE;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatever_happens_the_bound_holds_nobody_starves_and_everybody_ends_once(long seed) {
        Random random = new Random(seed);
        int bound = 1 + random.nextInt(30);
        int concurrency = 1 + random.nextInt(4);
        int workspaces = 1 + random.nextInt(5);
        List<Model> alive = new ArrayList<>();
        for (int step = 0; step < 4_000; step++) {
            List<Model> waited = alive.stream().filter(Model::waits).toList();
            long taken = alive.size() - waited.size();
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> comes(alive, "w" + random.nextInt(workspaces), bound, concurrency);
                case 3 -> becomeReady(random.nextInt(4));
                default -> {
                    if (!alive.isEmpty()) {
                        moves(alive.get(random.nextInt(alive.size())), random);
                    }
                }
            }
            alive.removeIf(one -> one.stage == Stage.GONE);
            long takes = alive.stream().filter(one -> !one.waits()).count();
            assertThat(takes).as("places").isLessThanOrEqualTo(Math.max(taken, (long) ready.get() * concurrency));
            assertThat(room.waiting())
                    .isEqualTo((int) alive.stream()
                            .filter(one -> one.waits() || one.stage == Stage.CALLED)
                            .count())
                    .isLessThanOrEqualTo(bound);
            turnsWereFair(waited);
        }
        becomeReady(1_000);
        assertThat(alive).as("everybody is called in the end").noneMatch(Model::waits);
        alive.forEach(one -> room.leave(one.ticket));
        assertThat(room.waiting()).isZero();
    }

    private void comes(List<Model> alive, String workspace, int bound, int concurrency) {
        Map<String, Integer> shares = new HashMap<>();
        alive.stream().filter(Model::waits).forEach(one -> shares.merge(one.workspace, 1, Integer::sum));
        Model one = new Model(workspace);
        one.ticket = room.enter(workspace, bound, concurrency, one);
        if (one.ticket != null) {
            alive.add(one);
        } else {
            int own = shares.getOrDefault(workspace, 0);
            assertThat(shares.values())
                    .as("refused only when no other has two more")
                    .allMatch(other -> other <= own + 1);
        }
    }

    private void moves(Model one, Random random) {
        if (one.stage == Stage.CALLED && random.nextBoolean()) {
            if (random.nextBoolean()) {
                one.stage = Stage.AT_UPSTREAM;
                room.goOn(one.ticket);
            } else {
                one.stage = Stage.WAITS;
                room.back(one.ticket);
            }
        } else {
            one.stage = Stage.GONE;
            room.leave(one.ticket);
            room.leave(one.ticket);
        }
    }

    /** When places became free, nobody else's workspace had two turns more than that of one who is still waiting. */
    private void turnsWereFair(List<Model> waited) {
        Map<String, Integer> turns = new HashMap<>();
        waited.stream()
                .filter(one -> one.stage == Stage.CALLED)
                .forEach(one -> turns.merge(one.workspace, 1, Integer::sum));
        int most = turns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        assertThat(waited.stream().filter(Model::waits))
                .allMatch(one -> most <= turns.getOrDefault(one.workspace, 0) + 1);
    }

    @Test
    void threads_that_come_and_go_leave_nothing_behind() throws Exception {
        int threads = 4;
        int each = 2_000;
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger displaced = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String workspace = "w" + t;
                done.add(pool.submit(() -> {
                    go.await();
                    for (int i = 0; i < each; i++) {
                        WaitingRoom.Ticket ticket = room.enter(workspace, 3, 1, new WaitingRoom.Waiter() {
                            @Override
                            public void called() {
                                calls.incrementAndGet();
                            }

                            @Override
                            public void displaced() {
                                displaced.incrementAndGet();
                            }
                        });
                        if (ticket == null) {
                            refused.incrementAndGet();
                        } else {
                            room.goOn(ticket);
                            room.leave(ticket);
                        }
                    }
                    return null;
                }));
            }
            done.add(pool.submit(() -> {
                go.await();
                for (int i = 0; i < each; i++) {
                    becomeReady(i % 2);
                }
                return null;
            }));
            go.countDown();
            for (Future<?> one : done) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(room.waiting()).isZero();
        assertThat(calls.get() + displaced.get() + refused.get()).isLessThanOrEqualTo(threads * each);
        ready.set(1);
        told.clear();
        enter("w", "last", 1, 1);
        assertThat(told).as("no place is lost").containsExactly("called last");
    }
}
