package dev.cortexllm.sandbox.models.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.sandbox.models.engine.GenerationRequest;
import dev.cortexllm.sandbox.models.engine.TokenCount;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.CacheUse;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.CallIds;
import dev.cortexllm.sandbox.models.wire.JsonText;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WholeAnswer;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Anthropic's API: messages, token counts, models. */
public final class AnthropicFormat implements WireFormat {
    private static final String MODELS = "/v1/models";
    private static final int DEFAULT_WINDOW = 200_000;
    private static final int DEFAULT_LIMIT = 64_000;

    private static final Set<String> VERSIONS = Set.of("2023-01-01", "2023-06-01", "2026-10-21");
    private static final Set<String> BETAS =
            Set.of(("message-batches-2024-09-24 prompt-caching-2024-07-31 pdfs-2024-09-25 token-counting-2024-11-01"
                            + " computer-use-2024-10-22 computer-use-2025-01-24 token-efficient-tools-2025-02-19"
                            + " output-128k-2025-02-19 files-api-2025-04-14 mcp-client-2025-04-04 mcp-client-2025-11-20"
                            + " extended-cache-ttl-2025-04-11 interleaved-thinking-2025-05-14 code-execution-2025-05-22"
                            + " context-management-2025-06-27 context-1m-2025-08-07"
                            + " model-context-window-exceeded-2025-08-26 skills-2025-10-02 structured-outputs-2025-11-13"
                            + " fast-mode-2026-02-01 output-300k-2026-03-24 thinking-token-count-2026-05-13"
                            + " mid-conversation-tool-changes-2026-07-01 message-threads-2026-08-12")
                    .split(" "));

    private final Served served;

    /** The API of a server. */
    public AnthropicFormat(Served served) {
        this.served = served;
    }

    @Override
    public Optional<String> key(Call call) {
        return call.header("x-api-key").or(call::bearer);
    }

    @Override
    public boolean guarded(Call call) {
        return true;
    }

    @Override
    public ApiError unauthorized(Optional<String> key) {
        return ApiError.of(401, key.isPresent() ? "invalid x-api-key" : "x-api-key header is required");
    }

    @Override
    public ApiError overloaded() {
        return ApiError.of(529, "Overloaded");
    }

    @Override
    public Reply answer(Call call) {
        checkHeaders(call);
        return switch (call.method() + " " + call.path()) {
            case "POST /v1/messages" -> messages(body(call));
            case "POST /v1/messages/count_tokens" -> {
                ObjectNode body = body(call);
                model(body);
                yield Reply.Document.json(200, JsonText.object().put("input_tokens", MessagesRequest.count(body)))
                        .with("request-id", served.ids().next("req_"));
            }
            default -> models(call);
        };
    }

    private static void checkHeaders(Call call) {
        String version = call.header("anthropic-version")
                .orElseThrow(() -> ApiError.badRequest("anthropic-version: header is required"));
        if (!VERSIONS.contains(version)) {
            throw ApiError.badRequest("anthropic-version: \"" + version + "\" is not a valid version");
        }
        for (String beta : call.header("anthropic-beta").orElse("").split("[, ]+")) {
            if (!beta.isEmpty() && !BETAS.contains(beta)) {
                throw ApiError.badRequest("Unexpected value(s) `" + beta + "` for the `anthropic-beta` header. Please"
                        + " consult our documentation at docs.claude.com or try again without the header.");
            }
        }
    }

    private Reply messages(ObjectNode body) {
        GenerationRequest request = MessagesRequest.read(body, served.ids().next("msg_"), model(body));
        int prompt = TokenCount.ofMessages(request.prompt());
        if (served.contextLength() > 0 && prompt > served.contextLength()) {
            throw ApiError.badRequest(
                    "prompt is too long: " + prompt + " tokens > " + served.contextLength() + " maximum");
        }
        CallIds callIds = CallIds.of(request.parts(), use -> served.ids().next("toolu_"));
        CacheUse cache = MessagesRequest.marked(body) ? CacheUse.MARKED : CacheUse.UNMARKED;
        var answer = new MessageAnswer(request.id(), request.model(), callIds, cache, Thinking.shown(body));
        AnswerWriter writer = body.path("stream").asBoolean()
                ? new MessageStream(answer, request.parts())
                : new WholeAnswer(answer::document);
        return new Reply.Completion(
                request,
                writer,
                Map.of(
                        "request-id", served.ids().next("req_"),
                        "anthropic-organization-id", "sim-org",
                        "anthropic-ratelimit-requests-limit", "50",
                        "anthropic-ratelimit-requests-remaining", "49"),
                cache);
    }

    private String model(ObjectNode body) {
        if (!body.hasNonNull("model")) {
            throw ApiError.badRequest("model: Field required");
        }
        String model = body.get("model").asText();
        if (!served.models().contains(model)) {
            throw ApiError.of(404, "model: " + model);
        }
        return model;
    }

    private static ObjectNode body(Call call) {
        return JsonText.object(call.body())
                .orElseThrow(() -> ApiError.badRequest("The request body is not valid JSON: expected an object"));
    }

    private Reply models(Call call) {
        if (call.is("GET", MODELS)) {
            ObjectNode list = JsonText.object();
            ArrayNode data = list.putArray("data");
            served.models().forEach(model -> data.add(entry(model)));
            list.put("first_id", served.models().get(0))
                    .put("last_id", served.models().get(served.models().size() - 1))
                    .put("has_more", false);
            return Reply.Document.json(200, list);
        }
        String asked = call.path().startsWith(MODELS + "/") ? call.path().substring(MODELS.length() + 1) : "";
        if (call.method().equals("GET") && served.models().contains(asked)) {
            return Reply.Document.json(200, entry(asked));
        }
        throw ApiError.of(404, asked.isEmpty() ? "Not found" : "model: " + asked);
    }

    private ObjectNode entry(String model) {
        return JsonText.object()
                .put("id", model)
                .put("type", "model")
                .put("display_name", model)
                .put("created_at", "2026-01-01T00:00:00Z")
                .put("lifecycle", "active")
                .put("max_input_tokens", served.contextLength() > 0 ? served.contextLength() : DEFAULT_WINDOW)
                .put("max_tokens", DEFAULT_LIMIT);
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        String id = served.ids().next("req_");
        return Reply.Document.json(error.status(), AnthropicErrors.body(error).put("request_id", id))
                .with("request-id", id)
                .retrying(error);
    }
}
