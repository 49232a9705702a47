package dev.cortexllm.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked for.
 *
 * @param port port on the loopback address
 * @param path path of the URL
 * @param headers headers beside those of the body
 * @param body a JSON body
 */
public record Target(int port, String path, Map<String, String> headers, String body) {

    /** The same with another body. */
    public Target withBody(String other) {
        return new Target(port, path, headers, other);
    }

    /** The whole request as it goes over the wire. */
    ByteBuf request() {
        StringBuilder text = new StringBuilder("POST " + path + " HTTP/1.1\r\nhost: 127.0.0.1:" + port + "\r\n");
        new TreeMap<>(headers).forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
        text.append("content-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n");
        byte[] bytes = text.append(body).toString().getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }
}
