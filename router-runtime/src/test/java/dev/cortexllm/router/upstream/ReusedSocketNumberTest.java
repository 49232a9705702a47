package dev.cortexllm.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.TimeoutMillis;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.target.Address;
import dev.cortexllm.router.target.Credentials;
import dev.cortexllm.router.target.EndpointState;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.target.UpstreamState;
import dev.cortexllm.router.wire.openai.OpenAiFormat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * In one round of an event loop connections are closed, others are opened under their sockets' numbers, and what the peers
 * of the closed ones did is still to be handled.
 */
class ReusedSocketNumberTest {
    private static final int CONNECTIONS = 20;
    private static final int BACKLOG = 100;

    private final List<Socket> theirs = new ArrayList<>();
    private final List<NetSocket> ours = new ArrayList<>();

    @Test
    void a_connection_that_got_the_events_of_another_one_is_made_anew() throws Exception {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        try (ServerSocket peer = listening();
                ServerSocket upstream = listening()) {
            UpstreamEntry entry = entry(upstream.getLocalPort());
            EndpointState endpoint = entry.state().endpoints().get(0);
            Context loop = vertx.getOrCreateContext();
            open(vertx, loop, peer);

            CompletableFuture<Integer> made = new CompletableFuture<>();
            loop.runOnContext(go -> {
                UpstreamClients clients = new UpstreamClients(vertx, System::nanoTime);
                ours.get(0).handler(first -> {
                    ours.stream().skip(1).forEach(NetSocket::close);
                    List<Future<HttpClientRequest>> requests = new ArrayList<>();
                    for (int i = 0; i < CONNECTIONS; i++) {
                        requests.add(clients.request(entry, endpoint, "/chat/completions"));
                    }
                    Future.join(requests).onComplete(all -> made.complete(givenBack(requests)));
                });
            });
            inOneRound(loop, () -> {
                theirs.get(0).getOutputStream().write(1);
                for (Socket one : theirs.subList(1, theirs.size())) {
                    one.close();
                }
            });

            assertThat(made.get(20, TimeUnit.SECONDS)).as("connections made").isEqualTo(CONNECTIONS);
        } finally {
            // Not waited for: Vert.x gives what is still open half a minute.
            theirs.get(0).close();
            vertx.close();
        }
    }

    /** How many there are; none of them keeps Vert.x from ending. */
    private static int givenBack(List<Future<HttpClientRequest>> requests) {
        List<HttpClientRequest> made =
                requests.stream().filter(Future::succeeded).map(Future::result).toList();
        made.forEach(request -> request.exceptionHandler(reset -> {}).reset());
        return made.size();
    }

    private interface Peers {
        void act() throws Exception;
    }

    /** What the peers do reaches the event loop at once: it is held up until they are done. */
    private static void inOneRound(Context loop, Peers peers) throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        loop.runOnContext(go -> {
            held.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        held.await();
        peers.act();
        done.countDown();
    }

    private void open(Vertx vertx, Context loop, ServerSocket peer) throws Exception {
        NetClient client = vertx.createNetClient();
        for (int i = 0; i <= CONNECTIONS; i++) {
            CompletableFuture<NetSocket> one = new CompletableFuture<>();
            loop.runOnContext(
                    go -> client.connect(peer.getLocalPort(), "127.0.0.1").onSuccess(one::complete));
            theirs.add(peer.accept());
            ours.add(one.get(20, TimeUnit.SECONDS));
        }
    }

    private static ServerSocket listening() throws Exception {
        return new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
    }

    private static UpstreamEntry entry(int port) {
        Upstream config = new Upstream(
                "provider/ns/x",
                "x",
                "",
                1,
                WireFormat.OPENAI,
                "openai",
                "http://127.0.0.1:" + port + "/v1",
                Auth.BEARER,
                null,
                List.of(),
                Map.of(),
                new TimeoutMillis(10_000, 10_000, 10_000, 10_000),
                null,
                null);
        TargetStates states = new TargetStates();
        Meters meters = new Meters(new SimpleMeterRegistry());
        Credentials keys = Credentials.of(config, Map.of(), states, meters, () -> 0L);
        UpstreamState state = states.upstream(config.id());
        states.announce(config.id(), List.of(new UpstreamState.Announced("x", Address.of(config.baseUrl()), true)));
        return UpstreamEntry.of(config, new OpenAiFormat(), keys, state, null, null);
    }
}
