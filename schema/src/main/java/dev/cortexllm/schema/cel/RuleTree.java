package dev.cortexllm.schema.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.schema.SchemaException;
import dev.cortexllm.schema.Violation;
import dev.cortexllm.schema.check.Old;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.SchemaNode;
import dev.cortexllm.schema.node.SchemaReader;
import java.util.List;

/** All {@code x-kubernetes-validations} of a schema, compiled. Immutable and safe for use by many threads. */
public final class RuleTree {
    private final RuleNode root;
    private final List<Violation> costWarnings;

    private RuleTree(RuleNode root, List<Violation> costWarnings) {
        this.root = root;
        this.costWarnings = costWarnings;
    }

    /**
     * Compiles the rules of a schema.
     *
     * @param path where the schema stands in its CRD, for messages
     * @throws SchemaException when a rule does not compile; one line per fault
     */
    public static RuleTree compile(SchemaNode schema, FieldPath path) {
        RuleCompiler compiler = new RuleCompiler();
        RuleNode root = compiler.compileRoot(schema, path);
        SchemaReader.refuse(compiler.faults());
        return new RuleTree(root, compiler.costWarnings(path));
    }

    /** Whether there is no rule at all. */
    public boolean isEmpty() {
        return root.isEmpty();
    }

    /** The rules a server would refuse for their estimated cost, as the server words it. */
    public List<Violation> costWarnings() {
        return costWarnings;
    }

    /** The rules that {@code resource} breaks, given what is stored. */
    public List<Violation> violations(JsonNode resource, Old old) {
        return RuleRun.violations(root, resource, old);
    }
}
