package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.api.v1alpha1.Unsupported;
import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.catalogue.Vendor;
import dev.cortexllm.config.Auth;
import dev.cortexllm.config.Parameters;
import dev.cortexllm.config.Quirks;
import dev.cortexllm.config.Upstream;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.target.Credentials;
import dev.cortexllm.router.target.UpstreamEntry;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.Dialects;
import dev.cortexllm.router.wire.Formats;
import dev.cortexllm.router.wire.chat.AnswerContext;
import dev.cortexllm.router.wire.chat.Codec;
import dev.cortexllm.router.wire.chat.Dialect;
import dev.cortexllm.router.wire.chat.Fidelity;
import dev.cortexllm.router.wire.chat.Format;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.chat.TargetModel;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.json.JsonText;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What of the router stands between the client and the provider of a case. */
public final class GoldenRouter {
    /** Id of every request. */
    public static final String REQUEST_ID = "req_test";

    private static final long CREATED = 1_700_000_000L;
    private static final byte[] NOTE = ": note\n\n".getBytes(StandardCharsets.UTF_8);
    private static final Dialects DIALECTS = new Dialects();
    private static final Formats FORMATS = Formats.load();
    private static final Map<String, String> MODELS = Map.of(
            "openai", "gpt-5.4",
            "anthropic", "claude-sonnet-4-6",
            "gemini", "gemini-2.5-flash");

    private static final Catalogue CATALOGUE = Catalogue.bundled();

    private final GoldenCase golden;
    private final Api api;
    private final Dialect dialect;
    private final Format format;
    private final UpstreamEntry upstream;
    private final TargetModel target;

    /**
     * @param golden the case
     */
    public GoldenRouter(GoldenCase golden) {
        CaseSettings settings = golden.settings();
        this.golden = golden;
        this.api = Api.valueOf(golden.dialect().toUpperCase(Locale.ROOT));
        WireFormat wireFormat = WireFormat.valueOf(golden.format().toUpperCase(Locale.ROOT));
        this.dialect = there(DIALECTS.of(api), "dialect " + api);
        this.format = there(FORMATS.of(wireFormat), "format " + wireFormat);
        String vendor = settings.vendor() == null ? golden.format() : settings.vendor();
        String model = settings.model() == null ? MODELS.get(golden.format()) : settings.model();
        Upstream config = new Upstream(
                "provider/test/" + vendor,
                vendor,
                "",
                1,
                wireFormat,
                vendor,
                null,
                Auth.usual(wireFormat),
                settings.apiVersion(),
                List.of(),
                Map.of(),
                null,
                null,
                null);
        this.upstream = UpstreamEntry.of(config, format, Credentials.NONE, null, null, null);
        this.target = new TargetModel(
                model,
                JsonText.bytes(model),
                vendor,
                settings.maxOutputTokens(),
                settings.apiVersion(),
                settings.defaults() == null ? Parameters.NONE : settings.defaults(),
                CATALOGUE.vendor(vendor).map(Vendor::quirks).orElse(Quirks.NONE));
    }

    private static <T> T there(T part, String name) {
        if (part == null) {
            throw new IllegalStateException("there is no " + name);
        }
        return part;
    }

    /** What the client speaks. */
    public Api api() {
        return api;
    }

    /** Who answers. */
    public UpstreamEntry upstream() {
        return upstream;
    }

    /** A new account of what is lost, under the case's policy. */
    public Fidelity fidelity() {
        Unsupported policy = golden.settings().unsupported();
        return new Fidelity(policy == null ? Unsupported.DROP : policy, dialect::fieldName);
    }

    /**
     * Makes an attempt.
     *
     * @param body the client's request
     * @param fidelity told what is lost
     * @return the attempt's codec
     * @throws InvalidBody when the dialect does not take the body
     * @throws Refused when the format cannot express it
     */
    public Codec attempt(byte[] body, Fidelity fidelity) throws InvalidBody, Refused {
        AnswerContext context = new AnswerContext(REQUEST_ID, CREATED, target.model(), usage -> NOTE);
        return new ChatRequest(dialect, dialect.scan(body)).codec(format, target, fidelity, context);
    }

    /**
     * Makes the attempt whose answer is looked at.
     *
     * @param stream whether the answer comes as a stream
     * @return the codec
     */
    public Codec answering(boolean stream) throws IOException, InvalidBody, Refused {
        return attempt(request(stream), fidelity());
    }

    /**
     * Makes an attempt with a plain request that asks for all that an answer can tell.
     *
     * @param stream whether the answer comes as a stream
     * @return the codec
     */
    public Codec asking(boolean stream) throws InvalidBody, Refused {
        String options = api == Api.OPENAI && stream ? ",\"stream_options\":{\"include_usage\":true}" : "";
        String body = new String(plain(), StandardCharsets.UTF_8);
        return attempt(
                (body.substring(0, body.length() - 1) + options + ",\"stream\":" + stream + "}")
                        .getBytes(StandardCharsets.UTF_8),
                fidelity());
    }

    /** The case's request, or a plain one where it has none, asking for a stream or not. */
    private byte[] request(boolean stream) throws IOException {
        byte[] body = golden.has("request.in.json") ? golden.bytes("request.in.json") : plain();
        ObjectNode tree = (ObjectNode) JsonTrees.read(body);
        if (tree.path("stream").asBoolean() == stream) {
            return body;
        }
        tree.put("stream", stream);
        return JsonTrees.bytes(tree);
    }

    private byte[] plain() {
        String tokens = api == Api.ANTHROPIC ? ",\"max_tokens\":100" : "";
        return ("{\"model\":\"assistant\"" + tokens + ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
