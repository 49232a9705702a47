package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Connections that stay open from one run to the next, as those of a service in a cluster do: what opening them costs, and makes a JVM
 * compile, is no part of a later run.
 */
public final class KeptConnections implements Connection.Listener, AutoCloseable {
    private final Client client;
    private final Target target;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    /** Null between two runs. */
    private FixedRate running;

    private KeptConnections(Target target) {
        this.client = new Client(target.port());
        this.target = target;
    }

    /**
     * Opens them.
     *
     * @param target what will be asked for
     * @param count how many
     * @return all of them open
     */
    public static KeptConnections open(Target target, int count) {
        KeptConnections kept = new KeptConnections(target);
        try {
            for (int i = 0; i < count; i++) {
                Connection connection = kept.client.open(kept).join();
                kept.client.on(() -> kept.idle.add(connection));
            }
            return kept;
        } catch (RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    /**
     * Asks at a fixed rate; one run at a time.
     *
     * @param perSecond how often; requests wait, and their time counts, when all connections are in use
     * @param warmUp before the counting begins
     * @param duration how long
     * @return what became of the requests that were due within {@code duration}
     */
    public Outcome ask(int perSecond, Duration warmUp, Duration duration) {
        FixedRate run = FixedRate.over(client, idle, target, perSecond, warmUp, duration);
        client.on(() -> running = run);
        run.play();
        return client.on(() -> {
            running = null;
            return run.outcome(duration);
        });
    }

    @Override
    public void part(Connection connection, ByteBuf body) {
        // Nobody reads them.
    }

    @Override
    public void answered(Connection connection, int status) {
        if (running != null && running.awaits(connection)) {
            running.answered(connection, status);
        } else {
            // Of a request that an earlier run gave up.
            idle.add(connection);
        }
    }

    @Override
    public void lost(Connection connection) {
        if (running != null && running.awaits(connection)) {
            running.lost(connection, this);
        } else {
            idle.remove(connection);
            client.open(this).thenAccept(idle::add);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
