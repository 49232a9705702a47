package dev.cortexllm.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What a vendor wants otherwise in tools and their choice.
 *
 * @param choice the vendor's word for a tool choice, by OpenAI's word ({@code auto}, {@code required}); key {@code
 *     object} stands for a choice that names tools. The word {@code auto} in place of another is a loss, any other is not
 * @param refused members of a function that it refuses or that have no effect, such as {@code strict}
 * @param schemaKeywords keywords that it refuses in the schema of a function's parameters; {@code additionalProperties}
 *     only where it is false
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ToolQuirks(Map<String, String> choice, List<String> refused, List<String> schemaKeywords) {
    /** As OpenAI. */
    public static final ToolQuirks NONE = new ToolQuirks();

    /** As OpenAI. */
    public ToolQuirks() {
        this(null, null, null);
    }

    /** Takes what is null for what says nothing. */
    @JsonCreator
    public ToolQuirks {
        choice = Merging.map(choice);
        refused = Merging.list(refused);
        schemaKeywords = Merging.list(schemaKeywords);
    }

    ToolQuirks and(ToolQuirks more) {
        return new ToolQuirks(
                Merging.both(choice, more.choice),
                Merging.both(refused, more.refused),
                Merging.both(schemaKeywords, more.schemaKeywords));
    }
}
