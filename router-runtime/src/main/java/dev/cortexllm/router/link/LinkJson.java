package dev.cortexllm.router.link;

import dev.cortexllm.config.CanonicalJson;
import dev.cortexllm.link.FromOperator;
import java.io.IOException;

/** Messages of the link as JSON. */
final class LinkJson {
    private LinkJson() {}

    static byte[] bytes(Object message) {
        return CanonicalJson.bytes(message);
    }

    static FromOperator message(byte[] line) throws IOException {
        return CanonicalJson.read(line, FromOperator.class);
    }
}
