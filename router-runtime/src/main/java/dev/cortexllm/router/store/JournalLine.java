package dev.cortexllm.router.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** One line of the journal: a checksum of eight hexadecimal digits, a space, JSON. */
final class JournalLine {
    private static final JsonMapper JSON = JsonMapper.builder()
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final int DIGITS = 8;

    private JournalLine() {}

    static byte[] write(Charge charge) {
        try {
            String json = JSON.writeValueAsString(charge);
            return (digest(json) + " " + json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a charge is nothing but numbers and texts", e);
        }
    }

    /** Null when it is torn or damaged. */
    static Charge read(String line) {
        if (line.length() <= DIGITS || !line.startsWith(digest(line.substring(DIGITS + 1)))) {
            return null;
        }
        try {
            return JSON.readValue(line.substring(DIGITS + 1), Charge.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static String digest(String json) {
        CRC32 sum = new CRC32();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
