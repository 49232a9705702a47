package dev.cortexllm.router.wire.pass;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.cortexllm.router.account.Usage;
import dev.cortexllm.router.wire.json.JsonReading;
import java.io.IOException;

/** Reads an answer that is not a stream: checks that it is one whole JSON object, and finds its usage. */
public final class PlainAnswerScan {
    private static final JsonFactory JSON = JsonReading.factory();

    private PlainAnswerScan() {}

    /**
     * Reads a whole answer.
     *
     * @param body its bytes
     * @return the usage it tells, or null
     * @throws IOException when it is not one JSON object
     */
    public static Usage scan(byte[] body) throws IOException {
        Usage usage = null;
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an answer must be an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isUsage = parser.currentName().equals("usage");
                if (parser.nextToken() == JsonToken.START_OBJECT && isUsage) {
                    UsageScan scan = new UsageScan();
                    while (parser.nextToken() == JsonToken.FIELD_NAME) {
                        scan.field(parser, parser.currentName(), parser.nextToken());
                    }
                    usage = scan.usage();
                } else {
                    parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("an answer goes on after its end");
            }
        }
        return usage;
    }

    /** Finds the usage of an answer too large to hold, piece by piece. */
    public static final class Piecewise {
        private static final int USAGE_DEPTH = 2;
        private static final int DETAILS_DEPTH = USAGE_DEPTH + 1;

        private final JsonParser parser;
        private final ByteArrayFeeder feeder;
        private int depth;
        private String field = "";
        private String details = "";
        private boolean inUsage;
        private UsageScan scan;

        /** Starts before the first byte. */
        public Piecewise() {
            try {
                parser = JSON.createNonBlockingByteArrayParser();
            } catch (IOException e) {
                throw new IllegalStateException("a parser without input cannot fail", e);
            }
            feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        }

        /**
         * Reads on.
         *
         * @param piece the next bytes
         * @throws IOException when they are not JSON
         */
        public void feed(byte[] piece) throws IOException {
            feeder.feedInput(piece, 0, piece.length);
            JsonToken token = parser.nextToken();
            while (token != JsonToken.NOT_AVAILABLE && token != null) {
                accept(token);
                token = parser.nextToken();
            }
        }

        /** The usage found, or null. */
        public Usage usage() {
            return scan == null ? null : scan.usage();
        }

        private void accept(JsonToken token) throws IOException {
            if (token == JsonToken.FIELD_NAME) {
                field = parser.currentName();
            } else if (token.isStructStart()) {
                depth++;
                if (depth == DETAILS_DEPTH) {
                    details = inUsage && UsageScan.details(field) ? field : "";
                }
                if (depth == USAGE_DEPTH && token == JsonToken.START_OBJECT && field.equals("usage")) {
                    inUsage = true;
                    scan = new UsageScan();
                }
            } else if (token.isStructEnd()) {
                inUsage &= depth != USAGE_DEPTH;
                details = depth == DETAILS_DEPTH ? "" : details;
                depth--;
            } else if (inUsage && (depth == USAGE_DEPTH || depth == DETAILS_DEPTH && !details.isEmpty())) {
                scan.count(parser, depth == USAGE_DEPTH ? "" : details, field, token);
            }
        }
    }
}
