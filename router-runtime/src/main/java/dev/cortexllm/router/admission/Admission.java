package dev.cortexllm.router.admission;

import dev.cortexllm.api.Decimals;
import dev.cortexllm.router.attempt.AttemptPlan;
import dev.cortexllm.router.attempt.ClientBudget;
import dev.cortexllm.router.ledger.Purpose;
import dev.cortexllm.router.outcome.Outcome;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.wire.ChatRequest;
import dev.cortexllm.router.wire.chat.Dialect;
import java.util.HashMap;
import java.util.List;
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
     * @param purpose what it is for
     * @param mostNanoUsd most that the sender wants to spend on it, in nano-USD; {@link #NO_MATTER}: he does not say
     */
    record Admitted(
            ChatRequest request, RequestFacts facts, Map<String, String> carried, Purpose purpose, long mostNanoUsd)
            implements Admission {
        /** The sender does not say what he wants to spend. */
        public static final long NO_MATTER = AttemptPlan.Spending.NO_MATTER;
    }

    /**
     * It may not.
     *
     * @param why the reason
     */
    record Rejected(Outcome why) implements Admission {}

    /**
     * Decides on a request.
     *
     * @param request the request, scanned
     * @param dialect the dialect it came in
     * @param headers its headers
     * @return the decision
     */
    static Admission of(ChatRequest request, Dialect dialect, RequestFacts.Headers headers) {
        String budget = headers.get(ClientBudget.HEADER);
        if (budget != null && !budget.matches(Decimals.USD)) {
            return new Rejected(new Outcome.BadRequest(
                    "Header " + ClientBudget.HEADER + " must be an amount of USD such as 0.25.", null));
        }
        try {
            return new Admitted(
                    request,
                    Declared.read(
                            request.model(),
                            headers,
                            request.scanned().body().length,
                            request.scanned().declared()),
                    carried(dialect.carried(), headers),
                    Purpose.of(headers.get(Purpose.EXECUTION_HEADER), headers.all(Purpose.TAGS_HEADER)),
                    budget == null ? Admitted.NO_MATTER : ClientBudget.nanoUsd(budget));
        } catch (Declared.Unknown e) {
            return new Rejected(new Outcome.BadRequest(e.getMessage(), e.param()));
        } catch (Purpose.Malformed e) {
            return new Rejected(new Outcome.BadRequest(e.getMessage(), null));
        }
    }

    private static Map<String, String> carried(List<String> names, RequestFacts.Headers headers) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, String> carried = new HashMap<>();
        for (String name : names) {
            String value = headers.get(name);
            if (value != null) {
                carried.put(name, value);
            }
        }
        return carried;
    }
}
