package dev.cortexllm.router.wire.golden;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.io.IOException;

/** JSON as golden files hold it: pretty, with order and digits kept, so that equal trees are equal texts. */
final class JsonShape {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter PRETTY = new ObjectMapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT));

    private JsonShape() {}

    /**
     * Prints JSON.
     *
     * @param json any JSON
     * @return the same in the one form
     * @throws IOException when it is not one JSON value, or a name stands twice
     */
    static String pretty(String json) throws IOException {
        return PRETTY.writeValueAsString(JsonTrees.read(json)) + "\n";
    }

    /**
     * Prints JSON, or says why it is none.
     *
     * @param json maybe JSON
     * @return the same in the one form, or a text that equals no such form
     */
    static String prettyOrWhy(String json) {
        try {
            return pretty(json);
        } catch (IOException e) {
            return "not JSON: " + e.getMessage() + "\n" + json;
        }
    }
}
