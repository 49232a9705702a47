package dev.cortexllm.schema.check;

import com.google.re2j.Pattern;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.GoText;
import dev.cortexllm.schema.node.Limits;
import dev.cortexllm.schema.node.SchemaNode;

/** Checks length, pattern and format of a text; the first of length and pattern that fails is the one reported. */
final class TextCheck {
    private TextCheck() {}

    static Outcome check(SchemaNode schema, String text, FieldPath path) {
        Outcome outcome = new Outcome();
        lengthAndPattern(schema.limits(), text, path, outcome);
        String format = Formats.known(schema);
        if (!format.isEmpty() && !Formats.accepts(format, text)) {
            String detail = path.text() + " in body must be of type " + format + ": " + GoText.quote(text);
            outcome.add(Violation.typeInvalid(path, text, detail));
        }
        return outcome;
    }

    private static void lengthAndPattern(Limits limits, String text, FieldPath path, Outcome outcome) {
        long length = text.codePointCount(0, text.length());
        if (limits.maxLength().isPresent() && length > limits.maxLength().getAsLong()) {
            outcome.add(Violation.tooLong(path, limits.maxLength().getAsLong()));
        } else if (limits.minLength().isPresent() && length < limits.minLength().getAsLong()) {
            long min = limits.minLength().getAsLong();
            outcome.add(
                    Violation.invalid(path, text, path.text() + " in body should be at least " + min + " chars long"));
        } else if (limits.pattern().isPresent()
                && !limits.pattern().get().matcher(text).find()) {
            Pattern pattern = limits.pattern().get();
            outcome.add(
                    Violation.invalid(path, text, path.text() + " in body should match '" + pattern.pattern() + "'"));
        }
    }
}
