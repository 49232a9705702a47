package dev.cortexllm.router.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client on a bare socket, for what an HTTP client would hide. */
final class RawClient {
    private RawClient() {}

    /** Everything the server sent until it closed the connection. */
    record Answer(String text) {}

    static Answer post(int port, String body) throws IOException {
        try (Socket socket = open(port, body)) {
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The body of a chunked answer, as far as it came: what a client that keeps what it got would show. */
    static String chunkedBody(int port, String path, String body) throws IOException {
        try (Socket socket = open(port, path, body)) {
            byte[] all = socket.getInputStream().readAllBytes();
            String text = new String(all, StandardCharsets.ISO_8859_1);
            StringBuilder out = new StringBuilder();
            int at = text.indexOf("\r\n\r\n") + 4;
            int line = text.indexOf("\r\n", at);
            while (line > at) {
                int size = Integer.parseInt(text.substring(at, line), 16);
                int end = Math.min(text.length(), line + 2 + size);
                out.append(text, line + 2, end);
                at = Math.min(text.length(), end + 2);
                line = text.indexOf("\r\n", at);
            }
            return new String(out.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }

    /** Sends a request and leaves the answer to the caller. */
    static Socket open(int port, String body) throws IOException {
        return open(port, "/v1/chat/completions", body);
    }

    static Socket open(int port, String path, String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(15_000);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n"
                + "content-length: " + bytes.length + "\r\nconnection: close\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /** Status of the answer to a request that is sent as it stands. */
    static int status(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(readUntil(socket, "\r\n").split(" ")[1]);
        }
    }

    /** Reads until some text has come. */
    static String readUntil(Socket socket, String wanted) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(wanted) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended before '" + wanted + "': " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }
}
