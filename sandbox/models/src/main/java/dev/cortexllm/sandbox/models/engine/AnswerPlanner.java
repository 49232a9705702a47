package dev.cortexllm.sandbox.models.engine;

import java.util.ArrayList;
import java.util.List;

/** Makes the answer to a request: a pure function of seed, model, prompt and what the request asks for. */
public final class AnswerPlanner {
    /** A token of JSON, in code points; about what a real tokenizer does with punctuation and short words. */
    private static final int JSON_TOKEN = 4;

    private AnswerPlanner() {}

    /**
     * Plans an answer.
     *
     * @param seed the server's seed
     * @param naturalLength words of an answer that nothing cuts, at least 1
     */
    public static AnswerPlan plan(GenerationRequest request, long seed, int naturalLength) {
        List<String> seeded = new ArrayList<>(request.prompt());
        seeded.add(request.model());
        List<String> whole = tokens(request.shape(), Seeds.of(seed, seeded), naturalLength);
        List<String> stopped = untilStop(whole, request.stops());
        int limit = Math.min(stopped.size(), request.maxTokens().orElse(Integer.MAX_VALUE));
        return new AnswerPlan(
                stopped.subList(0, limit),
                limit < stopped.size() ? FinishReason.LENGTH : naturalEnd(request.shape()),
                TokenCount.ofMessages(request.prompt()));
    }

    private static FinishReason naturalEnd(AnswerShape shape) {
        return shape instanceof AnswerShape.ToolCall ? FinishReason.TOOL_CALL : FinishReason.STOP;
    }

    private static List<String> tokens(AnswerShape shape, long seed, int naturalLength) {
        if (shape instanceof AnswerShape.ToolCall call) {
            boolean noArguments = call.parameters() == null || call.parameters().isEmpty();
            return pieces(
                    noArguments
                            ? "{}"
                            : SchemaSample.of(call.parameters(), seed).toString());
        }
        if (shape instanceof AnswerShape.Json json) {
            return pieces(SchemaSample.of(json.schema(), seed).toString());
        }
        return Words.speak(seed, naturalLength);
    }

    /** Cuts between code points, never inside one: no tokenizer emits half a character as text. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int left = text.codePointCount(from, text.length());
            int to = text.offsetByCodePoints(from, Math.min(JSON_TOKEN, left));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    private static List<String> untilStop(List<String> tokens, List<String> stops) {
        String text = stops.isEmpty() ? "" : String.join("", tokens);
        int end = stops.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(Integer.MAX_VALUE);
        List<String> kept = new ArrayList<>();
        int length = 0;
        for (String token : tokens) {
            if (length + token.length() > end) {
                if (end > length) {
                    kept.add(token.substring(0, end - length));
                }
                return kept;
            }
            kept.add(token);
            length += token.length();
        }
        return tokens;
    }
}
