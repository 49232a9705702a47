package dev.cortexllm.sandbox.models.engine;

import dev.cortexllm.sandbox.models.engine.AnswerPlan.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the answer to a request: a pure function of seed, model, prompt and what the request asks for. */
public final class AnswerPlanner {
    /** A token of JSON, in code points; about what a real tokenizer does with punctuation and short words. */
    private static final int JSON_TOKEN = 4;

    /** Of thoughts, and of words before a tool call, there is this share of a full answer. */
    private static final int PRELUDE_SHARE = 4;

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
        long own = Seeds.of(seed, seeded);
        List<Token> whole = new ArrayList<>();
        String stop = null;
        List<AnswerPart> parts = request.parts();
        for (int part = 0; part < parts.size() && stop == null; part++) {
            boolean last = part == parts.size() - 1;
            int length = last ? naturalLength : Math.max(1, naturalLength / PRELUDE_SHARE);
            List<String> texts = texts(parts.get(part), own + part, length);
            stop = isWritten(parts.get(part)) ? firstStop(texts, request.stops()) : null;
            add(whole, part, stop == null ? texts : until(stop, texts));
        }
        int limit = Math.min(whole.size(), request.maxTokens().orElse(Integer.MAX_VALUE));
        boolean cut = limit < whole.size();
        List<Token> tokens = whole.subList(0, limit);
        return new AnswerPlan(
                parts,
                tokens,
                cut ? FinishReason.LENGTH : naturalEnd(parts, tokens),
                cut ? null : stop,
                TokenCount.ofMessages(request.prompt()));
    }

    private static void add(List<Token> whole, int part, List<String> texts) {
        texts.forEach(text -> whole.add(new Token(part, text)));
    }

    private static FinishReason naturalEnd(List<AnswerPart> parts, List<Token> tokens) {
        boolean calls = tokens.stream().anyMatch(token -> parts.get(token.part()) instanceof AnswerPart.ToolCall);
        return calls ? FinishReason.TOOL_CALL : FinishReason.STOP;
    }

    private static List<String> texts(AnswerPart part, long seed, int length) {
        if (part instanceof AnswerPart.ToolCall call) {
            boolean noArguments = call.parameters() == null || call.parameters().isEmpty();
            return pieces(
                    noArguments
                            ? "{}"
                            : SchemaSample.of(call.parameters(), seed).toString());
        }
        if (part instanceof AnswerPart.Json json) {
            return pieces(SchemaSample.of(json.schema(), seed).toString());
        }
        return Words.speak(seed, length);
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

    /** Thoughts and arguments are not what a stop text is looked for in. */
    private static boolean isWritten(AnswerPart part) {
        return part instanceof AnswerPart.Text || part instanceof AnswerPart.Json;
    }

    private static String firstStop(List<String> texts, List<String> stops) {
        String text = stops.isEmpty() ? "" : String.join("", texts);
        return stops.stream()
                .filter(text::contains)
                .min(Comparator.comparingInt(text::indexOf))
                .orElse(null);
    }

    private static List<String> until(String stop, List<String> texts) {
        int end = String.join("", texts).indexOf(stop);
        List<String> kept = new ArrayList<>();
        int length = 0;
        for (String text : texts) {
            int left = end - length;
            if (left > 0) {
                kept.add(text.substring(0, Math.min(text.length(), left)));
            }
            length += text.length();
        }
        return kept;
    }
}
