package dev.cortexllm.sandbox.redis;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One command after another over one connection, waiting for each answer: all that a test needs to look into Redis, and
 * nothing of the client that is tested. It is not safe for several threads.
 */
public final class RedisConversation implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * Connects to a server of this machine.
     *
     * @param port its port
     * @param waitMillis how long an answer may take
     */
    public RedisConversation(int port, int waitMillis) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(waitMillis);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot talk to Redis on port " + port, e);
        }
    }

    /**
     * Sends a command.
     *
     * @param words the command and its arguments
     * @return a {@code String}, a {@code Long}, a {@code List} of these, or null
     * @throws IllegalStateException with Redis' own words if it refuses
     * @throws UncheckedIOException if the connection is lost, or the answer late
     */
    public Object say(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        try {
            out.write(command.toString().getBytes(StandardCharsets.UTF_8));
            return answer();
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + words[0], e);
        }
    }

    /** The same for an answer that is a list of texts. */
    public List<String> texts(String... words) {
        List<?> answer = (List<?>) say(words);
        return answer.stream().map(String.class::cast).toList();
    }

    private Object answer() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> throw new IllegalStateException(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("Redis said: " + line);
        };
    }

    private List<Object> list(int size) throws IOException {
        if (size < 0) {
            return null;
        }
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(answer());
        }
        return list;
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        line();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("Redis has hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
