package dev.cortexllm.sandbox.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.cortexllm.sandbox.apiserver.object.ApiError;
import dev.cortexllm.sandbox.apiserver.object.Json;
import dev.cortexllm.sandbox.apiserver.protobuf.ProtobufBody;
import dev.cortexllm.sandbox.apiserver.resource.WriteOptions;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One request: what the endpoints need of it, and the warnings gathered for its answer. */
public final class Request {
    private static final Set<String> VALIDATIONS = Set.of("", "Strict", "Warn", "Ignore");
    private final HttpExchange exchange;
    private final ProtobufBody protobuf;
    private final Map<String, String> query;
    private final List<String> warnings = new ArrayList<>();

    public Request(HttpExchange exchange, ProtobufBody protobuf) {
        this.exchange = exchange;
        this.protobuf = protobuf;
        this.query = parse(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> parse(String raw) {
        Map<String, String> out = new HashMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int eq = pair.indexOf('=');
                String name = eq < 0 ? pair : pair.substring(0, eq);
                String value = eq < 0 ? "" : pair.substring(eq + 1);
                out.put(decode(name), decode(value));
            }
        }
        return out;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The exchange, for those who stream their answer. */
    public HttpExchange exchange() {
        return exchange;
    }

    /** The verb in capitals. */
    public String method() {
        return exchange.getRequestMethod();
    }

    /** The path, decoded. */
    public String path() {
        return exchange.getRequestURI().getPath();
    }

    /** A query parameter, or the empty string. */
    public String query(String name) {
        return query.getOrDefault(name, "");
    }

    /** Whether a query parameter is there and not {@code false}. */
    public boolean flag(String name) {
        String value = query(name);
        return query.containsKey(name) && (value.isEmpty() || value.equals("true") || value.equals("1"));
    }

    /** A query parameter as a number. */
    public long number(String name, long absent) {
        String value = query(name);
        if (value.isEmpty()) {
            return absent;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw ApiError.badRequest("query parameter " + name + " is not a number: \"" + value + "\"");
        }
    }

    /** A header, or the empty string. */
    public String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    /** All values of a header. */
    public List<String> headers(String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    /** Sentences for the answer's {@code Warning} headers. */
    public List<String> warnings() {
        return warnings;
    }

    /** The media type of the body without parameters. */
    public String contentType() {
        String type = header("Content-Type");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim();
    }

    /** The bearer token, or the empty string. */
    public String token() {
        String authorization = header("Authorization");
        return authorization.startsWith("Bearer ") ? authorization.substring(7).trim() : "";
    }

    /**
     * The body as a tree; JSON, YAML or protobuf. A missing node when it is empty.
     *
     * @throws ApiError 400 when it cannot be parsed, 415 for CBOR and unknown protobuf kinds
     */
    public JsonNode body() throws IOException {
        String type = contentType();
        if (type.contains("cbor")) {
            throw ApiError.unsupportedMediaType("application/json, application/yaml");
        }
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        if (type.contains("protobuf")) {
            return bytes.length == 0 ? MissingNode.getInstance() : protobuf.read(bytes);
        }
        try {
            return type.contains("yaml") ? Json.YAML.readTree(bytes) : Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw ApiError.badRequest("couldn't get version/kind; json parse error: " + firstLine(e));
        }
    }

    /** The body, which must be an object. */
    public ObjectNode objectBody() throws IOException {
        if (body() instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the body of the request must be one object");
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** How a write is wanted. */
    public WriteOptions writeOptions(String subresource) {
        String dryRun = query("dryRun");
        if (!dryRun.isEmpty() && !dryRun.equals("All")) {
            throw ApiError.badRequest("dryRun: Unsupported value: \"" + dryRun + "\": supported values: \"All\"");
        }
        String validation = query("fieldValidation");
        if (!VALIDATIONS.contains(validation)) {
            throw ApiError.badRequest("fieldValidation: Unsupported value: \"" + validation
                    + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        }
        return new WriteOptions(
                manager(),
                dryRun.equals("All"),
                validation.isEmpty() ? "Warn" : validation,
                flag("force"),
                subresource,
                method().equals("PATCH"),
                warnings::add);
    }

    private String manager() {
        String given = query("fieldManager");
        if (!given.isEmpty()) {
            return given;
        }
        String agent = header("User-Agent");
        String name = agent.contains("/") ? agent.substring(0, agent.indexOf('/')) : agent;
        return name.isEmpty() ? "unknown" : name;
    }
}
