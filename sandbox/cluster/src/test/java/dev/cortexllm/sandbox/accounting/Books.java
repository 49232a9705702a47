package dev.cortexllm.sandbox.accounting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cortexllm.sandbox.redis.RedisConversation;
import dev.cortexllm.sandbox.redis.RedisServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What the routers keep in Redis, read without their code. */
final class Books {
    private static final int WAIT_MILLIS = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PICO_PER_NANO = 1_000;

    private final RedisServerProcess redis;

    Books(RedisServerProcess redis) {
        this.redis = redis;
    }

    /** Returns all entries of the ledger, oldest first. */
    List<LedgerLine> ledger() {
        try (RedisConversation talk = new RedisConversation(redis.port(), WAIT_MILLIS)) {
            List<LedgerLine> entries = new ArrayList<>();
            for (String key : talk.texts("KEYS", "*:ledger")) {
                for (Object entry : (List<?>) talk.say("XRANGE", key, "-", "+")) {
                    entries.add(line((List<?>) ((List<?>) entry).get(1)));
                }
            }
            return entries;
        }
    }

    private static LedgerLine line(List<?> fields) {
        try {
            JsonNode entry = JSON.readTree((String) fields.get(fields.indexOf("entry") + 1));
            String reserved = (String) fields.get(fields.indexOf("reserved") + 1);
            return new LedgerLine(
                    entry.path("attemptId").asText(),
                    entry.path("requestId").asText(),
                    entry.path("basis").asText().equalsIgnoreCase("exact"),
                    entry.path("result").asText(),
                    entry.path("picoUsd").asLong(),
                    reserved.isEmpty() ? LedgerLine.UNKNOWN : Long.parseLong(reserved) * PICO_PER_NANO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how many attempts hold money. */
    long holds() {
        try (RedisConversation talk = new RedisConversation(redis.port(), WAIT_MILLIS)) {
            long holds = 0;
            for (String key : talk.texts("KEYS", "*:holds")) {
                holds += (Long) talk.say("ZCARD", key);
            }
            return holds;
        }
    }

    /** Returns what a field of all budgets' windows adds up to, in nano-USD: {@code spent} or {@code reserved}. */
    long budgets(String field) {
        try (RedisConversation talk = new RedisConversation(redis.port(), WAIT_MILLIS)) {
            long sum = 0;
            for (String key : talk.texts("KEYS", "*:budget:*")) {
                Object value = talk.say("HGET", key, field);
                sum += value == null ? 0 : Long.parseLong((String) value);
            }
            return sum;
        }
    }
}
