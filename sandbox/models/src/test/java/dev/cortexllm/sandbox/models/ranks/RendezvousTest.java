package dev.cortexllm.sandbox.models.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.sandbox.models.Arguments;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RendezvousTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port = freePort();
    private final CompletableFuture<String> lostByLeader = new CompletableFuture<>();

    @Test
    void allWaitForTheLast() throws Exception {
        CompletableFuture<Rendezvous> leader = join(0, 3, lostByLeader);
        CompletableFuture<Rendezvous> first = join(1, 3, new CompletableFuture<>());
        knock();
        assertThat(List.of(leader, first)).noneMatch(CompletableFuture::isDone);
        join(2, 3, new CompletableFuture<>()).get(30, TimeUnit.SECONDS);
        leader.get(30, TimeUnit.SECONDS);
        first.get(30, TimeUnit.SECONDS);
        assertThat(lostByLeader).isNotDone();
    }

    @Test
    void eachLearnsOfTheOthersEnd() throws Exception {
        List<CompletableFuture<String>> lost = new ArrayList<>();
        List<CompletableFuture<Rendezvous>> joined = new ArrayList<>();
        for (int rank = 0; rank < 2; rank++) {
            lost.add(new CompletableFuture<>());
            joined.add(join(rank, 2, lost.get(rank)));
        }
        joined.get(0).get(30, TimeUnit.SECONDS);
        joined.get(1).get(30, TimeUnit.SECONDS).close();
        assertThat(lost.get(0).get(30, TimeUnit.SECONDS)).isEqualTo("rank 1 is gone");
    }

    @Test
    void whoDoesNotComeIsNotWaitedForForEver() {
        assertThatThrownBy(() -> Rendezvous.join(
                        new Group(2, 0, "127.0.0.1", port), "127.0.0.1", Duration.ofMillis(200), lost -> {}))
                .hasMessageStartingWith("the ranks did not meet at 127.0.0.1:" + port);
        assertThatThrownBy(() -> Rendezvous.join(
                        new Group(2, 1, "127.0.0.1", port), "127.0.0.1", Duration.ofMillis(200), lost -> {}))
                .hasMessageStartingWith("the ranks did not meet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nnodes 2 --node-rank 1 --master-addr a --master-port 29500 --headless | 2 | 1 | a | 29500
            --nnodes 3 --node-rank 0 --master-addr=b | 3 | 0 | b | 29501
            --data-parallel-size 16 --data-parallel-size-local 8 --data-parallel-address c --data-parallel-rpc-port 13345 | 2 | 0 | c | 13345
            --headless --data-parallel-size 6 --data-parallel-size-local 2 --data-parallel-start-rank 4 --data-parallel-address c | 3 | 2 | c | 29550
            """)
    void readsVllmsFlags(String line, int size, int rank, String address, int at) {
        assertThat(parse(line).group()).isEqualTo(new Group(size, rank, address, at));
    }

    @ParameterizedTest
    @CsvSource({"--data-parallel-size 4", "--nnodes 1", "--tensor-parallel-size 8"})
    void oneProcessStandsAlone(String line) {
        assertThat(parse(line).group()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "--nnodes 2 --node-rank 2 --master-addr a --headless",
        "--nnodes 2 --node-rank 1 --master-addr a",
        "--nnodes 2 --node-rank 0 --master-addr a --headless",
        "--nnodes 2 --node-rank 0",
        "--headless",
        "--data-parallel-size 5 --data-parallel-size-local 2 --data-parallel-address a"
    })
    void refusesWhatContradicts(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    private CompletableFuture<Rendezvous> join(int rank, int size, CompletableFuture<String> lost) {
        return CompletableFuture.supplyAsync(
                () -> Rendezvous.join(new Group(size, rank, "127.0.0.1", port), "127.0.0.1", PATIENCE, lost::complete),
                task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** As the start script does, which only looks whether the port is open. */
    private void knock() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static Arguments parse(String line) {
        List<String> all = new ArrayList<>(List.of("vllm", "serve", "m"));
        all.addAll(List.of(line.split(" ")));
        return Arguments.parse(all, Map.of());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
