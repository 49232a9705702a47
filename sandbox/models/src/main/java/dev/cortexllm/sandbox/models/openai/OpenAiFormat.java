package dev.cortexllm.sandbox.models.openai;

import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.Served;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.util.Optional;

/** OpenAI's own API: chat completions, legacy completions, embeddings, models. */
public final class OpenAiFormat implements WireFormat {
    private final Served served;
    private final Dialect dialect;
    private final Endpoints endpoints;

    /** The API of a server. */
    public OpenAiFormat(Served served) {
        this.served = served;
        this.dialect = new OpenAiDialect(served);
        this.endpoints = new Endpoints(served, dialect);
    }

    @Override
    public Optional<String> key(Call call) {
        return call.bearer();
    }

    @Override
    public boolean guarded(Call call) {
        return true;
    }

    @Override
    public ApiError unauthorized(Optional<String> key) {
        return key.map(wrong -> ApiError.of(
                                401,
                                "Incorrect API key provided: " + masked(wrong)
                                        + ". You can find your API key at https://platform.openai.com/account/api-keys.")
                        .because("invalid_api_key"))
                .orElseGet(() -> ApiError.of(
                        401,
                        "You didn't provide an API key. You need to provide your API key in an Authorization header"
                                + " using Bearer auth (i.e. Authorization: Bearer YOUR_KEY)."));
    }

    private static String masked(String key) {
        return key.length() < 12
                ? "*".repeat(key.length())
                : key.substring(0, 3) + "*".repeat(key.length() - 7) + key.substring(key.length() - 4);
    }

    @Override
    public ApiError overloaded() {
        return ApiError.of(429, "Rate limit reached for requests. Please try again in 1s.")
                .because("rate_limit_exceeded")
                .retryAfter("1");
    }

    @Override
    public Reply answer(Call call) {
        return endpoints.answer(call);
    }

    @Override
    public Reply.Document refuse(ApiError error) {
        return dialect.refuse(error).with("x-request-id", served.ids().next("req_"));
    }
}
