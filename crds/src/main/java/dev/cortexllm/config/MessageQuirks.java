package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * What a vendor wants otherwise in messages.
 *
 * @param fields members of a message that the vendor takes, by the message's role, where it refuses all others; a role
 *     that is absent: it says nothing of others
 * @param roles the vendor's name of a role, by OpenAI's
 * @param lateSystemRole role under which a system message goes that stands behind another; null: it may stand anywhere
 * @param afterTool text of the model's message that is put between a tool's answer and a user's message; null: none
 * @param contentNeeded whether it refuses a message of the model's that holds neither content nor calls of tools
 * @param emptyContent what stands for a content that is empty; null: it may be empty
 * @param flat whether content must be one string; its parts are joined by a line feed
 * @param imageUrls how an image's address may begin; empty: anyhow
 * @param toolIds what ids of tool calls must look like; null: anyhow
 * @param reasoning what happens to the model's earlier reasoning; null: it goes as it came
 * @param reasoningField the member that holds earlier reasoning, {@code reasoning} or {@code reasoning_content}; {@link #BOTH}:
 *     the one as well as the other, where servers of one vendor do not agree; null: either
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record MessageQuirks(
        Map<String, List<String>> fields,
        Map<String, String> roles,
        String lateSystemRole,
        String afterTool,
        boolean contentNeeded,
        String emptyContent,
        boolean flat,
        List<String> imageUrls,
        ToolIds toolIds,
        Reasoning reasoning,
        String reasoningField) {
    /** {@link #reasoningField()} under either name. */
    public static final String BOTH = "both";

    /** As OpenAI. */
    public static final MessageQuirks NONE = new MessageQuirks();

    /** As OpenAI. */
    public MessageQuirks() {
        this(null, null, null, null, false, null, false, null, null, null, null);
    }

    /** Takes what is null for what says nothing. */
    @JsonCreator
    public MessageQuirks {
        fields = Merging.map(fields);
        roles = Merging.map(roles);
        imageUrls = Merging.list(imageUrls);
    }

    /** What ids of tool calls must look like. */
    public enum ToolIds {
        /** Nine letters or digits. */
        @JsonProperty("NineAlphanumerics")
        NINE_ALPHANUMERICS,
        /** {@code functions.NAME:N}, the calls of a conversation counted from 0: what Kimi K2 has learnt to go on from. */
        @JsonProperty("CountedFunctions")
        COUNTED_FUNCTIONS
    }

    /** What happens to the model's earlier reasoning. */
    public enum Reasoning {
        /** It is left out. */
        @JsonProperty("Drop")
        DROP,
        /** Of messages before the last one of the user's it is left out. */
        @JsonProperty("KeepInTurn")
        KEEP_IN_TURN,
        /** Beside calls of tools it must be there: a single space stands in for it. */
        @JsonProperty("RequiredWithTools")
        REQUIRED_WITH_TOOLS
    }

    MessageQuirks and(MessageQuirks more) {
        return new MessageQuirks(
                Merging.both(fields, more.fields),
                Merging.both(roles, more.roles),
                Merging.last(lateSystemRole, more.lateSystemRole),
                Merging.last(afterTool, more.afterTool),
                contentNeeded || more.contentNeeded,
                Merging.last(emptyContent, more.emptyContent),
                flat || more.flat,
                Merging.both(imageUrls, more.imageUrls),
                Merging.last(toolIds, more.toolIds),
                Merging.last(reasoning, more.reasoning),
                Merging.last(reasoningField, more.reasoningField));
    }
}
