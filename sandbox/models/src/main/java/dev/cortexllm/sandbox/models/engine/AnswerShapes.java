package dev.cortexllm.sandbox.models.engine;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides between words, JSON and a tool call, the same way for every vendor: a tool that the request demands is
 * called; a prompt whose last message holds {@code call:<tool>} calls that tool where the request allows it; otherwise
 * the answer is JSON if the request asks for JSON, else words.
 */
public final class AnswerShapes {
    private static final Pattern TRIGGER = Pattern.compile("\\bcall:([A-Za-z0-9_.:-]+)");

    private AnswerShapes() {}

    /**
     * Picks the shape of an answer.
     *
     * @param lastText text of the last message, where the trigger may stand
     * @param otherwise the shape when no tool is called
     */
    public static AnswerShape choose(List<Tool> tools, ToolChoice choice, String lastText, AnswerShape otherwise) {
        return called(tools, choice, lastText)
                .<AnswerShape>map(tool -> new AnswerShape.ToolCall(tool.name(), tool.parameters()))
                .orElse(otherwise);
    }

    private static Optional<Tool> called(List<Tool> tools, ToolChoice choice, String lastText) {
        return switch (choice.mode()) {
            case NONE -> Optional.empty();
            case NAMED -> byName(tools, choice.name());
            case AUTO -> triggered(tools, lastText);
            case REQUIRED -> triggered(tools, lastText).or(() -> tools.stream().findFirst());
        };
    }

    private static Optional<Tool> triggered(List<Tool> tools, String lastText) {
        Matcher trigger = TRIGGER.matcher(lastText);
        return trigger.find() ? byName(tools, trigger.group(1)) : Optional.empty();
    }

    private static Optional<Tool> byName(List<Tool> tools, String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
