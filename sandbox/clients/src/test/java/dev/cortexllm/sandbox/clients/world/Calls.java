package dev.cortexllm.sandbox.clients.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.sandbox.clients.client.Json;
import dev.cortexllm.sandbox.clients.client.Library.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The two dialects by hand. */
public final class Calls {
    private static final Wire WIRE = new Wire();

    private Calls() {}

    /** Returns the path of chats. */
    public static String path(Dialect dialect) {
        return dialect == Dialect.OPENAI ? "/v1/chat/completions" : "/v1/messages";
    }

    /**
     * Makes a body.
     *
     * @param more further fields, with a comma before them
     */
    public static String body(Dialect dialect, String model, String text, boolean stream, String more) {
        String limit = dialect == Dialect.ANTHROPIC ? "\"max_tokens\":100," : "";
        return "{\"model\":\"" + model + "\"," + limit + "\"messages\":[{\"role\":\"user\",\"content\":\"" + text
                + "\"}],\"stream\":" + stream + more + "}";
    }

    /** Sends a body with the client's key in the dialect's own header. */
    public static Wire.Answer send(Dialect dialect, String url, String body, String... headers) {
        String[] all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 4, headers.length);
        all[0] = dialect == Dialect.OPENAI ? "authorization" : "x-api-key";
        all[1] = dialect == Dialect.OPENAI ? "Bearer " + World.CLIENT_KEY : World.CLIENT_KEY;
        all[2] = "anthropic-version";
        all[3] = "2023-06-01";
        return WIRE.send("POST", url + path(dialect), body, all);
    }

    /** Returns the text that a stream holds. */
    public static String text(Dialect dialect, String stream) {
        String at = dialect == Dialect.OPENAI ? "/choices/0/delta/content" : "/delta/text";
        return stream.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> Json.of(line.substring("data: ".length())).at(at))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .collect(Collectors.joining());
    }

    /** Asks for a stream and closes the connection once the request is out, whatever has come by then. */
    public static void streamAndLeave(Dialect dialect, String url, String model) {
        URI uri = URI.create(url);
        byte[] body = body(dialect, model, "Take your time.", true, "").getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path(dialect) + " HTTP/1.1\r\nhost: router\r\ncontent-type: application/json\r\n"
                + "anthropic-version: 2023-06-01\r\ncontent-length: " + body.length + "\r\n\r\n";
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            // The head of the answer: the stream has begun.
            if (in.read() < 0) {
                throw new AssertionError("the router closed the connection without an answer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
