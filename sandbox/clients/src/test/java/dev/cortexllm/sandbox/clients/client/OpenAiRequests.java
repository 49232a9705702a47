package dev.cortexllm.sandbox.clients.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.ArrayList;
import java.util.List;

/** Puts a conversation into openai-java's words. */
final class OpenAiRequests {
    private OpenAiRequests() {}

    static ChatCompletionCreateParams.Builder of(Talk talk) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(talk.model())
                .maxCompletionTokens(talk.wishes().maxTokens());
        if (talk.system() != null) {
            params.addSystemMessage(talk.system());
        }
        talk.turns().forEach(turn -> add(params, turn));
        talk.tools().forEach(tool -> params.addTool(tool(tool)));
        if (!talk.wishes().parallel()) {
            params.parallelToolCalls(false);
        }
        if (talk.wishes().stop() != null) {
            params.stop(talk.wishes().stop());
        }
        if (talk.wishes().thinking()) {
            params.reasoningEffort(ReasoningEffort.LOW);
        }
        return params;
    }

    private static void add(ChatCompletionCreateParams.Builder params, Turn turn) {
        if (turn instanceof Turn.User user && user.pictures().isEmpty()) {
            params.addUserMessage(user.text());
        } else if (turn instanceof Turn.User user) {
            params.addUserMessageOfArrayOfContentParts(parts(user));
        } else if (turn instanceof Turn.Model model) {
            params.addMessage((ChatCompletionMessage) model.said().echo());
        } else if (turn instanceof Turn.Found found) {
            found.findings()
                    .forEach(finding -> params.addMessage(ChatCompletionToolMessageParam.builder()
                            .toolCallId(finding.call().id())
                            .content(finding.text())
                            .build()));
        }
    }

    private static List<ChatCompletionContentPart> parts(Turn.User user) {
        List<ChatCompletionContentPart> parts = new ArrayList<>();
        parts.add(ChatCompletionContentPart.ofText(
                ChatCompletionContentPartText.builder().text(user.text()).build()));
        for (Turn.Picture picture : user.pictures()) {
            String url = picture.byAddress()
                    ? picture.value()
                    : "data:" + picture.mediaType() + ";base64," + picture.value();
            parts.add(ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                    .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder()
                            .url(url)
                            .build())
                    .build()));
        }
        return parts;
    }

    private static ChatCompletionFunctionTool tool(ToolSpec tool) {
        FunctionParameters.Builder parameters = FunctionParameters.builder();
        JsonNode schema = tool.schema();
        schema.properties()
                .forEach(field ->
                        parameters.putAdditionalProperty(field.getKey(), JsonValue.fromJsonNode(field.getValue())));
        return ChatCompletionFunctionTool.builder()
                .function(FunctionDefinition.builder()
                        .name(tool.name())
                        .description(tool.description())
                        .parameters(parameters.build())
                        .build())
                .build();
    }
}
