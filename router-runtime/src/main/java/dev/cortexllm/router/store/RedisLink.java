package dev.cortexllm.router.store;

import dev.cortexllm.router.account.StoreMeters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's connection to Redis, and who looks after it: the first command that fails or is late gives the connection
 * up, so that nobody else waits for it, and it is made anew at growing intervals. All commands go over it one after another
 * without waiting for answers.
 */
final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long CONNECT_MILLIS = 2_000;
    private static final long PATIENT_MILLIS = 10_000;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long MICROS_PER_MILLI = 1000;
    /** Answers that may be awaited at the same time; more would be a Redis that has stopped. */
    private static final int MOST_AWAITED = 100_000;
    /** Scripts are there before the first request, and a password that Redis does not take shows at once. */
    private static final List<Request> LOADING = Stream.concat(
                    Script.ALL.stream()
                            .map(script ->
                                    Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text())),
                    Stream.of(Request.cmd(Command.TIME)))
            .toList();

    private final Vertx vertx;
    private final StoreAddress address;
    private final StoreMeters meters;
    private final LongConsumer up;
    private Redis client;
    private RedisConnection connection;
    private long pause = FIRST_PAUSE_MILLIS;
    private int generation;
    private boolean closed;

    /**
     * @param vertx of the event loop
     * @param address the Redis
     * @param meters what is measured of it
     * @param up told of each connection, with Redis' clock in Unix milliseconds
     */
    RedisLink(Vertx vertx, StoreAddress address, StoreMeters meters, LongConsumer up) {
        this.vertx = vertx;
        this.address = address;
        this.meters = meters;
        this.up = up;
    }

    /**
     * Connects, and from now on again and again.
     *
     * @return done when the first try has succeeded or failed; never fails
     */
    Future<Void> open() {
        Promise<Void> tried = Promise.promise();
        int mine = ++generation;
        RedisOptions options = new RedisOptions()
                .setConnectionString(address.settings().url())
                .setPassword(address.password())
                .setProtocolNegotiation(false)
                .setMaxPoolSize(1)
                .setMaxWaitingHandlers(MOST_AWAITED);
        client = Redis.createClient(vertx, options);
        client.connect()
                .compose(made -> made.batch(LOADING).map(said -> new Made(made, millis(said.get(said.size() - 1)))))
                .timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .onComplete(made -> {
                    if (mine == generation && !closed) {
                        if (made.succeeded()) {
                            connected(made.result().connection(), mine);
                            up.accept(made.result().clock());
                        } else {
                            again(made.cause());
                        }
                    }
                    tried.complete();
                });
        return tried.future();
    }

    private record Made(RedisConnection connection, long clock) {}

    private static long millis(Response time) {
        return time.get(0).toLong() * MILLIS_PER_SECOND + time.get(1).toLong() / MICROS_PER_MILLI;
    }

    /** How long an answer is waited for, in milliseconds. */
    long patience() {
        return address.settings().commandTimeoutMillis();
    }

    /** Whether commands can be sent. */
    boolean up() {
        return connection != null;
    }

    /**
     * Runs a script.
     *
     * @param script the script
     * @param keys its keys
     * @param arguments its arguments
     * @return its answer; fails when there is none within the command timeout, and at once without a connection
     */
    Future<Response> run(Script script, List<String> keys, List<String> arguments) {
        int mine = generation;
        RedisConnection to = connection;
        if (to == null) {
            return Future.failedFuture("not connected");
        }
        return to.send(request(Command.EVALSHA, script.sha1(), keys, arguments))
                .recover(failure -> unknown(failure)
                        ? to.send(request(Command.EVAL, script.text(), keys, arguments))
                        : Future.failedFuture(failure))
                .timeout(address.settings().commandTimeoutMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(answer -> pause = FIRST_PAUSE_MILLIS)
                .onFailure(failure -> lost(mine, failure));
    }

    /**
     * Sends a command of somebody who has time; a late answer is no reason to give the connection up.
     *
     * @param command the command
     * @param arguments its arguments
     * @return its answer; fails when Redis is not to be had
     */
    Future<Response> ask(Command command, List<String> arguments) {
        if (connection == null) {
            return Future.failedFuture(new IOException(address.settings().url() + " is not to be had"));
        }
        Request request = Request.cmd(command);
        arguments.forEach(request::arg);
        return connection.send(request).timeout(PATIENT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static boolean unknown(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }

    private static Request request(Command command, String script, List<String> keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private void connected(RedisConnection made, int mine) {
        // The pause goes on growing until a script has done its work: a Redis that is full, or only to be read, lets
        // everybody
        // connect.
        connection = made;
        meters.connected();
        made.exceptionHandler(failure -> lost(mine, failure));
        made.endHandler(end -> lost(mine, null));
        LOG.info("counting in {}", address.settings().url());
    }

    private void lost(int mine, Throwable cause) {
        if (mine == generation && connection != null) {
            connection = null;
            meters.lost();
            LOG.warn(
                    "{} is lost, counting in this router's memory: {}",
                    address.settings().url(),
                    cause == null ? "it closed the connection" : cause.toString());
            again(cause);
        }
    }

    /** Whatever still comes over the old connection belongs to nobody. */
    private void again(Throwable cause) {
        generation++;
        client.close();
        LOG.debug("{} cannot be reached", address.settings().url(), cause);
        long wait = pause;
        pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        int mine = generation;
        vertx.setTimer(wait, timer -> {
            if (mine == generation && !closed) {
                open();
            }
        });
    }

    void close() {
        closed = true;
        generation++;
        if (connection != null) {
            connection = null;
            meters.lost();
        }
        client.close();
    }
}
