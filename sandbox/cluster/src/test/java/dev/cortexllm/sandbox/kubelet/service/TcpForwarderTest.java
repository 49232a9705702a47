package dev.cortexllm.sandbox.kubelet.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpForwarderTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ServerSocket> backends = new ArrayList<>();
    private volatile List<InetSocketAddress> targets = List.of();
    private TcpForwarder forwarder;

    @BeforeEach
    void open() throws IOException {
        forwarder = TcpForwarder.open();
        forwarder.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), () -> targets);
        forwarder.start();
    }

    @AfterEach
    void close() throws IOException {
        forwarder.close();
        for (ServerSocket backend : backends) {
            backend.close();
        }
        threads.shutdownNow();
    }

    /** Answers, once the client has ended its side, with its own number and all it received. */
    private InetSocketAddress backend(int number) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        backends.add(server);
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    threads.execute(() -> echo(socket, number));
                } catch (IOException e) {
                    return; // closed at the end of the test
                }
            }
        });
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    private static void echo(Socket socket, int number) {
        try (socket) {
            byte[] received = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write(number);
            socket.getOutputStream().write(received);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] exchange(byte[] request) throws IOException {
        InetSocketAddress address = forwarder.addresses().get(0);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        try {
                            socket.getOutputStream().write(request);
                            socket.shutdownOutput();
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    threads);
            byte[] answer = socket.getInputStream().readAllBytes();
            sent.join();
            return answer;
        }
    }

    @Test
    void passesBytesAndHalfClosesBothWays() throws IOException {
        targets = List.of(backend(7));
        byte[] request = new byte[3_000_000];
        new Random(1).nextBytes(request);
        byte[] answer = exchange(request);
        assertThat(answer[0]).isEqualTo((byte) 7);
        assertThat(Arrays.equals(answer, 1, answer.length, request, 0, request.length))
                .isTrue();
    }

    @Test
    void takesTargetsInTurnAndSkipsThoseThatRefuse() throws IOException {
        InetSocketAddress dead;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dead = new InetSocketAddress(InetAddress.getLoopbackAddress(), closed.getLocalPort());
        }
        targets = List.of(backend(1), backend(2));
        assertThat(List.of(exchange(new byte[0])[0], exchange(new byte[0])[0], exchange(new byte[0])[0]))
                .containsExactly((byte) 1, (byte) 2, (byte) 1);
        targets = List.of(dead, targets.get(1));
        assertThat(exchange(new byte[0])[0]).isEqualTo((byte) 2);
        assertThat(exchange(new byte[0])[0]).isEqualTo((byte) 2);
    }

    @Test
    void resetsClientsWhenThereIsNoTarget() {
        assertThatThrownBy(() -> exchange(new byte[100_000]))
                .satisfiesAnyOf(e -> assertThat(e).isInstanceOf(SocketException.class), e -> assertThat(e)
                        .hasRootCauseInstanceOf(SocketException.class));
    }

    @Test
    void letsOpenConnectionsFinishAfterTheirTargetIsGone() throws IOException {
        targets = List.of(backend(3));
        InetSocketAddress address = forwarder.addresses().get(0);
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(1);
            // The first byte through another connection proves that the loop has taken the first one in.
            assertThat(exchange(new byte[0])[0]).isEqualTo((byte) 3);
            targets = List.of();
            socket.getOutputStream().write(2);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).containsExactly(3, 1, 2);
        }
    }

    @Test
    void carriesHundredsOfConnectionsAtOnce() {
        targets = List.of(assertDoesNotThrow(() -> backend(1)), assertDoesNotThrow(() -> backend(2)));
        List<CompletableFuture<byte[]>> exchanges = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            exchanges.add(
                    CompletableFuture.supplyAsync(() -> assertDoesNotThrow(() -> exchange(new byte[10_000])), threads));
        }
        assertThat(exchanges).allSatisfy(exchange -> assertThat(exchange.join()).hasSize(10_001));
    }
}
