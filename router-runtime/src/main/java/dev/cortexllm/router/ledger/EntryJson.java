package dev.cortexllm.router.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cortexllm.router.account.Usage;
import java.util.List;

/** Entries as JSON, one line each: in Redis, and in the journal. A reader passes over what a newer router has added. */
public final class EntryJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EntryJson() {}

    /** Does at once what the first entry would wait for: Jackson looks at the shape of entries, for half a second. */
    public static void warmUp() {
        Usage usage = new Usage(0, 0);
        read(write(new Entry(
                "",
                "",
                0,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                List.of(""),
                Entry.Basis.EXACT,
                Entry.Result.ANSWERED,
                usage,
                0,
                0)));
    }

    /**
     * Writes an entry.
     *
     * @param entry the entry
     * @return one line of JSON
     */
    public static String write(Entry entry) {
        try {
            return JSON.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry is nothing but numbers and texts", e);
        }
    }

    /**
     * Reads an entry.
     *
     * @param json what {@link #write} wrote
     * @return the entry
     * @throws IllegalArgumentException when it is not one
     */
    public static Entry read(String json) {
        try {
            return JSON.readValue(json, Entry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a ledger entry: " + e.getOriginalMessage(), e);
        }
    }
}
