package dev.cortexllm.router.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/** Explanations for programs: JSON with the names of {@link Explanation}. */
public final class ExplanationJson {
    private static final ObjectWriter WRITER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Rounded())
                    .addSerializer(double.class, new Rounded()))
            .build()
            .writerWithDefaultPrettyPrinter();

    private ExplanationJson() {}

    /** Nobody wants to read more digits. */
    private static final class Rounded extends StdSerializer<Double> {
        private static final long serialVersionUID = 1;
        private static final MathContext DIGITS = new MathContext(6);

        private Rounded() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (number.isNaN() || number.isInfinite()) {
                json.writeNull();
            } else {
                json.writeNumber(new BigDecimal(number)
                        .round(DIGITS)
                        .stripTrailingZeros()
                        .toPlainString());
            }
        }
    }

    /**
     * Writes one.
     *
     * @param explanation an explanation
     * @return a JSON object over several lines, with a line break at its end
     */
    public static String of(Explanation explanation) {
        try {
            return WRITER.writeValueAsString(explanation) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of plain records cannot be written", e);
        }
    }
}
