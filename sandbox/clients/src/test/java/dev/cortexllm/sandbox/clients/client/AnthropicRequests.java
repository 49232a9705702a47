package dev.cortexllm.sandbox.clients.client;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolChoiceAuto;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.UrlImageSource;
import java.util.ArrayList;
import java.util.List;

/** Puts a conversation into anthropic-java's words. */
final class AnthropicRequests {
    private static final long THINKING_BUDGET = 1024;

    private AnthropicRequests() {}

    static MessageCreateParams.Builder of(Talk talk) {
        MessageCreateParams.Builder params = MessageCreateParams.builder()
                .model(talk.model())
                .maxTokens(talk.wishes().maxTokens());
        if (talk.system() != null) {
            params.system(talk.system());
        }
        talk.turns().forEach(turn -> params.addMessage(message(turn)));
        talk.tools().forEach(tool -> params.addTool(tool(tool)));
        if (!talk.wishes().parallel()) {
            params.toolChoice(
                    ToolChoiceAuto.builder().disableParallelToolUse(true).build());
        }
        if (talk.wishes().stop() != null) {
            params.addStopSequence(talk.wishes().stop());
        }
        if (talk.wishes().thinking()) {
            params.enabledThinking(THINKING_BUDGET);
        }
        return params;
    }

    static MessageCountTokensParams counting(Talk talk) {
        MessageCountTokensParams.Builder params =
                MessageCountTokensParams.builder().model(talk.model());
        if (talk.system() != null) {
            params.system(talk.system());
        }
        talk.turns().forEach(turn -> params.addMessage(message(turn)));
        talk.tools().forEach(tool -> params.addTool(tool(tool)));
        return params.build();
    }

    private static MessageParam message(Turn turn) {
        if (turn instanceof Turn.Model model) {
            return ((Message) model.said().echo()).toParam();
        }
        if (turn instanceof Turn.Found found) {
            return MessageParam.ofUserOfContentBlockParams(found.findings().stream()
                    .map(finding -> ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                            .toolUseId(finding.call().id())
                            .content(finding.text())
                            .build()))
                    .toList());
        }
        Turn.User user = (Turn.User) turn;
        return user.pictures().isEmpty()
                ? MessageParam.ofUser(user.text())
                : MessageParam.ofUserOfContentBlockParams(blocks(user));
    }

    private static List<ContentBlockParam> blocks(Turn.User user) {
        List<ContentBlockParam> blocks = new ArrayList<>();
        blocks.add(ContentBlockParam.ofText(
                TextBlockParam.builder().text(user.text()).build()));
        for (Turn.Picture picture : user.pictures()) {
            blocks.add(
                    picture.byAddress()
                            ? ContentBlockParam.ofImage(UrlImageSource.builder()
                                    .url(picture.value())
                                    .build())
                            : ContentBlockParam.ofImage(Base64ImageSource.builder()
                                    .mediaType(Base64ImageSource.MediaType.of(picture.mediaType()))
                                    .data(picture.value())
                                    .build()));
        }
        return blocks;
    }

    private static Tool tool(ToolSpec tool) {
        Tool.InputSchema.Builder schema = Tool.InputSchema.builder();
        Tool.InputSchema.Properties.Builder properties = Tool.InputSchema.Properties.builder();
        tool.schema()
                .path("properties")
                .properties()
                .forEach(field ->
                        properties.putAdditionalProperty(field.getKey(), JsonValue.fromJsonNode(field.getValue())));
        return Tool.builder()
                .name(tool.name())
                .description(tool.description())
                .inputSchema(schema.properties(properties.build())
                        .addRequired(tool.parameter())
                        .build())
                .build();
    }
}
