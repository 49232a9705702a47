package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-sent events as a client reads them (WHATWG HTML, "event stream interpretation"), written apart from the router's
 * own reader so that one does not hide the other's mistakes.
 *
 * @param name its name, or null
 * @param data its data, lines joined by a line feed
 */
public record Events(String name, String data) {
    /**
     * Reads a stream.
     *
     * @param text the stream
     * @return its events with data; a last one needs no empty line
     */
    public static List<Events> of(String text) {
        List<Events> events = new ArrayList<>();
        String name = null;
        StringBuilder data = null;
        String stripped = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (String line : (stripped + "\n\n").split("\r\n|\n|\r", -1)) {
            if (line.isEmpty()) {
                if (data != null) {
                    events.add(new Events(name, data.toString()));
                }
                name = null;
                data = null;
            } else if (line.equals("data") || line.startsWith("data:")) {
                data = data == null ? new StringBuilder() : data.append('\n');
                data.append(value(line));
            } else if (line.startsWith("event:")) {
                name = value(line);
            }
        }
        return events;
    }

    /**
     * Counts what stands in a stream, comments too.
     *
     * @param text the stream, or its beginning
     * @return how many empty lines end something, at least 1
     */
    static int count(String text) {
        return Math.max(1, text.split("\r\n\r\n|\n\n|\r\r", -1).length - 1);
    }

    private static String value(String line) {
        int colon = line.indexOf(':');
        String value = colon < 0 ? "" : line.substring(colon + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    /**
     * Writes a stream.
     *
     * @param events its events
     * @return a piece per event
     */
    static List<byte[]> pieces(List<Events> events) {
        return events.stream()
                .map(event -> (event.name == null ? "" : "event: " + event.name + "\n")
                        + "data: "
                        + event.data.replace("\n", "\ndata: ")
                        + "\n\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The data as JSON, or null when it is none. */
    public JsonNode json() {
        try {
            JsonNode json = JsonTrees.read(data);
            return json.isMissingNode() ? null : json;
        } catch (IOException e) {
            return null;
        }
    }
}
