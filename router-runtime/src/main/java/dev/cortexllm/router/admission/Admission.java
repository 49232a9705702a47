package dev.cortexllm.router.admission;

import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.json.InvalidBody;
import dev.cortexllm.router.wire.openai.OpenAiDialect;
import dev.cortexllm.router.wire.pass.ChatRequestScan;
import java.util.Map;

/** Whether a request may enter, and if not, why. */
public sealed interface Admission {
    /** Header in which a caller says what a request is for. */
    String TASK_HEADER = "x-cortex-task";

    /**
     * It may.
     *
     * @param request its body
     * @param facts what the rules may know of it
     * @param carried headers that go with the request where it passes through
     */
    record Admitted(ChatRequest request, RequestFacts facts, Map<String, String> carried) implements Admission {}

    /**
     * It may not.
     *
     * @param why the reason
     */
    record Rejected(Outcome why) implements Admission {}

    /**
     * Decides on a chat completion.
     *
     * @param body its body
     * @param headers its headers
     * @return the decision
     */
    static Admission ofChat(byte[] body, RequestFacts.Headers headers) {
        ChatRequest request;
        try {
            request = new ChatRequest(new OpenAiDialect(), ChatRequestScan.scan(body));
        } catch (InvalidBody e) {
            return new Rejected(new Outcome.BadRequest(e.getMessage(), e.param()));
        }
        String named = headers.get(TASK_HEADER);
        Task task = named == null ? null : Task.of(named).orElse(null);
        if (named != null && task == null) {
            return new Rejected(new Outcome.BadRequest("Header " + TASK_HEADER + " names no task that exists.", null));
        }
        return new Admitted(request, new RequestFacts(request.model(), task, headers), Map.of());
    }
}
