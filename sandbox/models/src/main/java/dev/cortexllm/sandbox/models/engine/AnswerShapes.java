package dev.cortexllm.sandbox.models.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides between words, JSON and tool calls, the same way for every vendor: a tool that the request demands is called; a
 * prompt whose last message holds {@code call:<tool>} calls that tool where the request allows it, and several of these
 * call several at once, where that is allowed; with the word {@code aloud} before the calls, the model says something
 * first. Otherwise the answer is JSON if the request asks for JSON, else words.
 */
public final class AnswerShapes {
    private static final Pattern TRIGGER = Pattern.compile("\\bcall:([A-Za-z0-9_.:-]+)");
    private static final Pattern ALOUD = Pattern.compile("\\baloud\\b");

    private AnswerShapes() {}

    /**
     * Picks the parts of an answer.
     *
     * @param lastText text of the last message, where the triggers may stand
     * @param otherwise the answer when no tool is called
     */
    public static List<AnswerPart> choose(List<Tool> tools, ToolChoice choice, String lastText, AnswerPart otherwise) {
        List<Tool> called = called(tools, choice, lastText);
        if (called.isEmpty()) {
            return List.of(otherwise);
        }
        List<AnswerPart> parts = new ArrayList<>();
        if (ALOUD.matcher(lastText).find()) {
            parts.add(new AnswerPart.Text());
        }
        called.stream()
                .limit(choice.once() ? 1 : called.size())
                .forEach(tool -> parts.add(new AnswerPart.ToolCall(tool.name(), tool.parameters())));
        return parts;
    }

    /** Puts thoughts in front. */
    public static List<AnswerPart> afterThinking(List<AnswerPart> parts) {
        List<AnswerPart> all = new ArrayList<>(parts);
        all.add(0, new AnswerPart.Thinking());
        return all;
    }

    private static List<Tool> called(List<Tool> tools, ToolChoice choice, String lastText) {
        return switch (choice.mode()) {
            case NONE -> List.of();
            case NAMED -> byName(tools, choice.name()).stream().toList();
            case AUTO -> triggered(tools, lastText);
            case REQUIRED -> {
                List<Tool> triggered = triggered(tools, lastText);
                yield triggered.isEmpty() ? tools.stream().limit(1).toList() : triggered;
            }
        };
    }

    private static List<Tool> triggered(List<Tool> tools, String lastText) {
        Matcher trigger = TRIGGER.matcher(lastText);
        return trigger.results()
                .flatMap(match -> byName(tools, match.group(1)).stream())
                .toList();
    }

    private static Optional<Tool> byName(List<Tool> tools, String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
