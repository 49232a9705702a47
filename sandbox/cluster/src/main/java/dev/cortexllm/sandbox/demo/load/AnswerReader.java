package dev.cortexllm.sandbox.demo.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;

/** Collects one answer line by line, so that what came before a break is kept. */
final class AnswerReader implements Flow.Subscriber<String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean stream;
    private final long startedNanos;
    private final StringBuilder plain = new StringBuilder();
    private final StringBuilder content = new StringBuilder();
    private volatile int status;
    private Answer.Usage usage;
    private boolean finished;
    private boolean done;
    private String error = "";

    AnswerReader(boolean stream, long startedNanos) {
        this.stream = stream;
        this.startedNanos = startedNanos;
    }

    void started(int statusCode) {
        status = statusCode;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public synchronized void onNext(String line) {
        if (!stream || status != 200) {
            plain.append(line).append('\n');
        } else if (line.equals("data: [DONE]")) {
            done = true;
        } else if (line.startsWith("data: ")) {
            chunk(line.substring("data: ".length()));
        }
    }

    private void chunk(String data) {
        try {
            JsonNode event = JSON.readTree(data);
            if (event.has("error")) {
                error = event.at("/error/message").asText();
                return;
            }
            content.append(event.at("/choices/0/delta/content").asText(""));
            finished |= event.at("/choices/0/finish_reason").isTextual();
            takeUsage(event);
        } catch (JsonProcessingException e) {
            error = "not JSON: " + data;
        }
    }

    private void takeUsage(JsonNode event) {
        JsonNode counts = event.path("usage");
        if (counts.isObject()) {
            usage = new Answer.Usage(
                    counts.path("prompt_tokens").asInt(),
                    counts.path("completion_tokens").asInt());
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The request's future fails with the same cause; answer() reads it from there.
    }

    @Override
    public void onComplete() {
        // The request's future completes right after.
    }

    synchronized Answer answer(HttpHeaders headers, Throwable failure, long endedNanos) {
        if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            error = String.valueOf(cause);
        } else if (!stream || status != 200) {
            wholeBody();
        }
        boolean complete = stream && status == 200 ? finished && done : finished;
        return new Answer(
                startedNanos,
                endedNanos,
                status,
                header(headers, "x-cortex-provider"),
                header(headers, "x-cortex-model"),
                header(headers, "x-cortex-policy"),
                header(headers, "x-cortex-rule"),
                content.toString(),
                usage,
                complete,
                error);
    }

    private void wholeBody() {
        try {
            JsonNode body = JSON.readTree(plain.toString());
            error = body.at("/error/message").asText("");
            content.append(body.at("/choices/0/message/content").asText(""));
            finished = body.at("/choices/0/finish_reason").isTextual();
            takeUsage(body);
        } catch (JsonProcessingException e) {
            error = "not JSON: " + plain;
        }
    }

    private static String header(HttpHeaders headers, String name) {
        return headers == null ? "" : headers.firstValue(name).orElse("");
    }
}
