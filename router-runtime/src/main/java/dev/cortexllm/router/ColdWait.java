package dev.cortexllm.router;

import dev.cortexllm.api.Durations;
import dev.cortexllm.config.Policy;
import dev.cortexllm.router.account.WaitMeters;
import dev.cortexllm.router.admission.Addressed;
import dev.cortexllm.router.attempt.EarlyHead;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.Choice;
import dev.cortexllm.router.route.Route;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.server.Exchange;
import dev.cortexllm.router.target.RouteTarget;
import dev.cortexllm.router.waiting.WaitingRoom;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that waits for a cold deployment, on its event loop. It ends once: because it is its turn at the ready deployment,
 * or waiting has become too long or pointless and the policy's other targets are tried, or nobody is to answer it any more.
 */
final class ColdWait {
    private static final Logger LOG = LoggerFactory.getLogger(ColdWait.class);
    /** How long a stream's client hears nothing at the most while it waits. Proxies give up after a minute, some after half of it. */
    private static final long SIGN_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** When somebody whose turn it was found the deployment gone again, until the next is called: not at once, and so on for ever. */
    private static final long BEAT_MILLIS = 250;

    private final ColdWaits loop;
    private final long began;
    private Asked asked;
    private Choice choice;
    private RouteTarget awaited;
    /** Null before and after the wait. */
    private Place place;

    private WaitingRoom.Ticket ticket;
    private long deadline;
    private long nextSign;
    private long timer;

    ColdWait(ColdWaits loop, Asked asked, Choice choice) {
        this.loop = loop;
        this.asked = asked;
        this.choice = choice;
        this.began = now();
        this.nextSign = began + SIGN_NANOS;
    }

    /** Its place in one room. What is told on other threads comes later than what the event loop has done meanwhile. */
    private final class Place implements WaitingRoom.Waiter {
        @Override
        public void called() {
            later(ColdWait.this::turn);
        }

        @Override
        public void displaced() {
            later(() -> refuse(WaitMeters.Outcome.REFUSED, full()));
        }

        private void later(Runnable what) {
            loop.soon(() -> guarded(() -> {
                if (place == this) {
                    what.run();
                }
            }));
        }
    }

    /** Begins to wait. */
    void begin(RouteTarget cold) {
        HttpServerResponse response = asked.exchange().response();
        response.exceptionHandler(gone -> guarded(this::left));
        response.closeHandler(gone -> guarded(this::left));
        enter(cold);
        if (response.closed()) {
            left();
        }
    }

    private void enter(RouteTarget cold) {
        awaited = cold;
        place = new Place();
        String workspace = asked.exchange().identity().workspace();
        ticket = room().enter(
                        Objects.requireNonNullElse(workspace, ""),
                        waiting().maxRequests(),
                        cold.upstream().config().engine().concurrency(),
                        place);
        if (ticket == null) {
            refuse(WaitMeters.Outcome.REFUSED, full());
        } else {
            schedule();
        }
    }

    /**
     * What changes for it with another configuration. Where that has to know more of requests than is known, it waits as before.
     * What was to stay when the request came stays, though another configuration would let it go.
     */
    void serve(Snapshot next) {
        Route route = next.route(asked.facts().model());
        boolean there = next.upstreams().stream()
                .anyMatch(one -> one.state() == awaited.state().upstream());
        if (route == null || !route.id().equals(asked.route().id())) {
            release("it was removed while the request waited for " + name());
        } else if (asked.facts().open(route.needs()) == 0) {
            Outcome refused = Addressed.of(
                            asked.admitted(), next, asked.exchange().identity())
                    .refused();
            asked = (choice.rule().choosing().localOnly() ? asked.staying() : asked).under(route);
            if (refused == null) {
                chooseAnew();
            } else {
                refuse(WaitMeters.Outcome.RELEASED, refused);
            }
        } else if (!there) {
            release("deployment " + name() + " was removed while the request waited for it");
        }
    }

    /** The router stops. */
    void stop() {
        if (place != null) {
            release("the gateway stops, and " + name() + " was not ready");
        }
    }

    private void turn() {
        chooseAnew();
        if (place != null) {
            room().back(ticket);
            loop.bench().workers().later(BEAT_MILLIS, room()::admit);
        }
    }

    /** The new choice counts before the old one does no more: nobody is to see a moment without demand. */
    private void chooseAnew() {
        Choice before = choice;
        choice = loop.dispatch().choose(asked, now());
        loop.dispatch().drop(before);
        RouteTarget cold = Dispatch.awaited(asked, choice);
        if (cold == null) {
            goOn();
        } else if (cold.state().upstream() == awaited.state().upstream()) {
            awaited = cold;
            schedule();
        } else {
            room().leave(ticket);
            enter(cold);
        }
    }

    private void goOn() {
        WaitingRoom room = room();
        WaitingRoom.Ticket own = ticket;
        boolean ready = awaited.state().upstream().ready();
        room.goOn(own);
        answer(ready ? WaitMeters.Outcome.SERVED : WaitMeters.Outcome.RELEASED, null, () -> room.leave(own));
    }

    private void schedule() {
        HttpServerResponse response = asked.exchange().response();
        deadline = asked.exchange().startedNanos()
                + TimeUnit.MILLISECONDS.toNanos(waiting().maxMillis());
        long next = stream() ? Math.min(deadline, nextSign) : deadline;
        long millis = TimeUnit.NANOSECONDS.toMillis(next - now()) + 1;
        loop.bench().workers().forget(timer);
        timer = loop.bench().workers().later(Math.max(1, millis), () -> guarded(() -> tick(response)));
    }

    private void tick(HttpServerResponse response) {
        if (place == null) {
            return;
        }
        if (now() - deadline >= 0) {
            timedOut();
            return;
        }
        if (stream() && now() - nextSign >= 0) {
            Exchange exchange = asked.exchange();
            nextSign += SIGN_NANOS;
            EarlyHead.keepAlive(exchange.api(), response, exchange.id(), name());
        }
        schedule();
    }

    private void timedOut() {
        room().leave(ticket);
        Choice before = choice;
        choice = loop.dispatch().choose(asked, now());
        loop.dispatch().drop(before);
        String why =
                name() + " was not ready within " + Durations.text(waiting().maxMillis());
        answer(WaitMeters.Outcome.TIMED_OUT, why, () -> {});
    }

    private void left() {
        if (place != null) {
            refuse(WaitMeters.Outcome.LEFT, new Outcome.ClientLeft());
        }
    }

    private void release(String why) {
        refuse(
                WaitMeters.Outcome.RELEASED,
                new Outcome.NothingAvailable(asked.route().name(), why));
    }

    private void answer(WaitMeters.Outcome outcome, String whyNothing, Runnable over) {
        long nanos = end(outcome);
        Waited waited = new Waited(nanos, awaited.state().upstream(), whyNothing, over);
        loop.dispatch().answer(asked, choice, waited);
    }

    private void refuse(WaitMeters.Outcome outcome, Outcome why) {
        if (ticket != null) {
            room().leave(ticket);
        }
        loop.dispatch().refuse(asked, choice, end(outcome), why);
    }

    private long end(WaitMeters.Outcome outcome) {
        place = null;
        loop.bench().workers().forget(timer);
        loop.forget(this);
        long nanos = now() - began;
        LOG.debug(
                "request {} has waited {} ms for {}: {}",
                asked.exchange().id(),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                name(),
                outcome);
        loop.meters().ended(awaited.upstream().config().id(), outcome, nanos);
        return nanos;
    }

    /** A defect of ours must leave neither the client nor its place in the room behind. */
    void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (place != null) {
                place = null;
                loop.dispatch().drop(choice);
            }
            if (ticket != null) {
                room().leave(ticket);
            }
            loop.forget(this);
            loop.failed(asked.exchange(), e);
        }
    }

    private Outcome full() {
        return new Outcome.TooManyWaiting(name(), waiting().maxRequests());
    }

    private Policy.Waiting waiting() {
        return choice.rule().choosing().waiting();
    }

    private WaitingRoom room() {
        return awaited.state().upstream().waitingRoom();
    }

    private String name() {
        return awaited.upstream().name();
    }

    private boolean stream() {
        return asked.admitted().request().stream();
    }

    private long now() {
        return loop.bench().clock().getAsLong();
    }
}
