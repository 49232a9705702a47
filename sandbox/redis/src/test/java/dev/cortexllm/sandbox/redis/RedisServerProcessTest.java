package dev.cortexllm.sandbox.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisServerProcessTest {
    @Test
    void it_is_redis_7_or_newer() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.forgetful()) {
            assertThat(redis.version()).isNotNull();
            assertThat(Integer.parseInt(redis.version().split("\\.")[0])).isGreaterThanOrEqualTo(7);
        }
    }

    @Test
    void a_lasting_one_knows_after_a_kill_what_it_has_answered() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.lasting()) {
            assertThat(say(redis, "SET money 5", 5_000)).isEqualTo("+OK");
            redis.kill();
            redis.start();
            assertThat(say(redis, "STRLEN money", 5_000)).isEqualTo(":1");
        }
    }

    @Test
    void a_forgetful_one_does_not() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.forgetful()) {
            assertThat(say(redis, "SET money 5", 5_000)).isEqualTo("+OK");
            redis.kill();
            redis.start();
            assertThat(say(redis, "STRLEN money", 5_000)).isEqualTo(":0");
        }
    }

    @Test
    void a_paused_one_says_nothing_until_it_goes_on() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.forgetful()) {
            redis.pause();
            assertThat(say(redis, "PING", 200)).isNull();
            redis.resume();
            assertThat(say(redis, "PING", 5_000)).isEqualTo("+PONG");
        }
    }

    /** The first line of the answer; null when there was none in time. */
    private static String say(RedisServerProcess redis, String command, int millis) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(millis);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        } catch (SocketTimeoutException silent) {
            return null;
        }
    }
}
