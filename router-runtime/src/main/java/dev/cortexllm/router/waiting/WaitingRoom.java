package dev.cortexllm.router.waiting;

import java.util.function.IntSupplier;

/**
 * Where requests of this process wait for an upstream of which no endpoint is ready. When one is, as many are called as it
 * works on at the same time, and another one each time that one of those has ended; workspaces take turns. Requests that come
 * when it is ready do not wait here, so those that do are never kept waiting by them. Safe for any thread; a waiter is called
 * or displaced at most once each time that it waits, and never after it has left.
 */
public final class WaitingRoom {
    private final IntSupplier ready;
    private final FairLine<Ticket> line = new FairLine<>();
    private long places;
    private int perEndpoint = 1;
    private int called;
    private int seated;

    /**
     * @param ready tells how many endpoints are ready; any thread, must not block
     */
    public WaitingRoom(IntSupplier ready) {
        this.ready = ready;
    }

    /** A request that waits. It is told on whatever thread; it must neither block nor come back to the room there. */
    public interface Waiter {
        /** Its turn has come: it goes on, or back, or leaves. */
        void called();

        /** It has to leave for one of a workspace with fewer in the room; its ticket is void. */
        void displaced();
    }

    private enum Stage {
        WAITING,
        CALLED,
        SEATED,
        GONE
    }

    /** The right to be in the room, or to be served after it. */
    public static final class Ticket {
        private final String workspace;
        private final long place;
        private final Waiter waiter;
        private Stage stage = Stage.WAITING;

        private Ticket(String workspace, long place, Waiter waiter) {
            this.workspace = workspace;
            this.place = place;
            this.waiter = waiter;
        }
    }

    /** How many are in the room. */
    public synchronized int waiting() {
        return line.size() + called;
    }

    /**
     * Lets a request in. In a full room it takes the place of the newest of the workspace that has most there, if its own has
     * at least two fewer.
     *
     * @param workspace of its sender; any name for a sender of none
     * @param bound how many may be in the room
     * @param concurrency requests that one endpoint works on at the same time, from 1 on
     * @param waiter who is told
     * @return its ticket; null when there is no room
     */
    public synchronized Ticket enter(String workspace, int bound, int concurrency, Waiter waiter) {
        if (waiting() >= bound) {
            Ticket displaced = line.displacedBy(workspace);
            if (displaced == null) {
                return null;
            }
            displaced.stage = Stage.GONE;
            displaced.waiter.displaced();
        }
        perEndpoint = concurrency;
        Ticket ticket = new Ticket(workspace, places++, waiter);
        line.add(workspace, ticket.place, ticket);
        admit();
        return ticket;
    }

    /** It goes on. If it was called it holds its place at the upstream until it {@link #leave leaves}, else it has left. */
    public synchronized void goOn(Ticket ticket) {
        if (ticket.stage == Stage.CALLED) {
            ticket.stage = Stage.SEATED;
            called--;
            seated++;
        } else {
            leave(ticket);
        }
    }

    /** One that was called cannot go on after all: it stands where it stood. Nobody is called for that. */
    public synchronized void back(Ticket ticket) {
        if (ticket.stage == Stage.CALLED) {
            ticket.stage = Stage.WAITING;
            called--;
            line.add(ticket.workspace, ticket.place, ticket);
        }
    }

    /** It has ended, wherever it was; leaving again does nothing. */
    public synchronized void leave(Ticket ticket) {
        switch (ticket.stage) {
            case WAITING -> line.remove(ticket.workspace, ticket.place);
            case CALLED -> called--;
            case SEATED -> seated--;
            case GONE -> {
                return;
            }
        }
        ticket.stage = Stage.GONE;
        admit();
    }

    /** Calls as many as there are free places for; to be asked whenever endpoints may have become ready. */
    public synchronized void admit() {
        int free = line.size() == 0 ? 0 : ready.getAsInt() * perEndpoint - called - seated;
        for (Ticket next = free > 0 ? line.next() : null; next != null; next = --free > 0 ? line.next() : null) {
            next.stage = Stage.CALLED;
            called++;
            next.waiter.called();
        }
    }
}
