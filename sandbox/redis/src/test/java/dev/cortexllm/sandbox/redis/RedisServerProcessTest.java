package dev.cortexllm.sandbox.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.List;
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
            assertThat(say(redis, 5_000, "SET", "money", "5")).isEqualTo("OK");
            redis.kill();
            redis.start();
            assertThat(say(redis, 5_000, "STRLEN", "money")).isEqualTo(1L);
        }
    }

    @Test
    void a_forgetful_one_does_not() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.forgetful()) {
            assertThat(say(redis, 5_000, "SET", "money", "5")).isEqualTo("OK");
            redis.kill();
            redis.start();
            assertThat(say(redis, 5_000, "STRLEN", "money")).isEqualTo(0L);
        }
    }

    @Test
    void a_paused_one_says_nothing_until_it_goes_on() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.forgetful()) {
            redis.pause();
            assertThat(say(redis, 200, "PING")).isNull();
            redis.resume();
            assertThat(say(redis, 5_000, "PING")).isEqualTo("PONG");
        }
    }

    @Test
    void answers_of_every_form_are_understood() throws Exception {
        try (RedisServerProcess redis = RedisServerProcess.forgetful();
                RedisConversation talk = new RedisConversation(redis.port(), 5_000)) {
            assertThat(talk.say("XADD", "log", "1-1", "name", "J\u00fcrgen")).isEqualTo("1-1");
            assertThat(talk.say("XRANGE", "log", "-", "+"))
                    .isEqualTo(List.of(List.of("1-1", List.of("name", "J\u00fcrgen"))));
            assertThat(talk.say("GET", "nothing")).isNull();
            assertThat(talk.texts("KEYS", "*")).containsExactly("log");
            assertThatThrownBy(() -> talk.say("GET", "log")).hasMessageStartingWith("WRONGTYPE");
        }
    }

    /** What it answers; null when nothing in time. */
    private static Object say(RedisServerProcess redis, int millis, String... words) {
        try (RedisConversation talk = new RedisConversation(redis.port(), millis)) {
            return talk.say(words);
        } catch (UncheckedIOException silent) {
            return null;
        }
    }
}
