package dev.cortexllm.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.schema.cel.RuleTree;
import dev.cortexllm.schema.check.ListTypeCheck;
import dev.cortexllm.schema.check.Old;
import dev.cortexllm.schema.check.ValueCheck;
import dev.cortexllm.schema.node.Defaulting;
import dev.cortexllm.schema.node.FieldPath;
import dev.cortexllm.schema.node.Pruning;
import dev.cortexllm.schema.node.SchemaNode;
import dev.cortexllm.schema.node.SchemaReader;
import dev.cortexllm.schema.quick.QuickRules;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One served version of one CustomResourceDefinition, and what an API server of Kubernetes 1.36 does with objects of it.
 * Safe for use by many threads; CEL rules are compiled once.
 */
public final class CrdSchema {
    /** Faults after which the server does not evaluate CEL rules ({@code hasBlockingErr}). */
    private static final Set<Reason> BLOCKING =
            EnumSet.of(Reason.NOT_SUPPORTED, Reason.REQUIRED, Reason.TOO_LONG, Reason.TOO_MANY, Reason.TYPE_INVALID);

    private static final String NOT_ALL_CHECKED =
            "some validation rules were not checked because the object was invalid;"
                    + " correct the existing errors to complete validation";

    private final CrdVersion crd;
    private final SchemaNode root;
    private final Optional<QuickRules> quick;
    private final Supplier<RuleTree> rules;

    private CrdSchema(CrdVersion crd, SchemaNode root, Optional<QuickRules> quick, Supplier<RuleTree> rules) {
        this.crd = crd;
        this.root = root;
        this.quick = quick;
        this.rules = rules;
    }

    private static CrdSchema checked(CrdVersion crd) {
        SchemaNode root = SchemaReader.read(crd.openApi(), crd.schemaPath());
        DefaultsCheck.refuseBadDefaults(root, crd.schemaPath());
        RuleTree rules = RuleTree.compile(root, crd.schemaPath());
        return new CrdSchema(crd, root, Optional.empty(), () -> rules);
    }

    /**
     * Reads one version of a CRD.
     *
     * @param crd a {@code apiextensions.k8s.io/v1} CustomResourceDefinition
     * @param version a name from {@code spec.versions}
     * @throws SchemaException when a server would refuse the CRD (CEL cost apart, see {@link #costWarnings()}); names the place
     */
    public static CrdSchema of(JsonNode crd, String version) {
        return checked(CrdVersion.find(crd, version));
    }

    /**
     * Reads one version of a CRD that {@link #of} is known to take, at little cost: the CRD itself is not checked, and its CEL rules are
     * compiled when an object comes that might break one. Objects are judged as ever.
     *
     * @param crd a CRD that was checked before, as one that travels with a program is when that is built
     * @param version a name from {@code spec.versions}
     */
    public static CrdSchema known(JsonNode crd, String version) {
        CrdVersion found = CrdVersion.find(crd, version);
        SchemaNode root = SchemaReader.known(found.openApi());
        return new CrdSchema(
                found, root, QuickRules.of(root), new Once<>(() -> RuleTree.compile(root, found.schemaPath())));
    }

    /** All served versions of a CRD, in its order; throws as {@link #of}. */
    public static List<CrdSchema> allServed(JsonNode crd) {
        return CrdVersion.served(crd).stream().map(CrdSchema::checked).toList();
    }

    /** API group, for example {@code example.com}. */
    public String group() {
        return crd.text("group");
    }

    /** Name of this version, for example {@code v1alpha1}. */
    public String version() {
        return crd.version().path("name").asText();
    }

    /** Kind in PascalCase. */
    public String kind() {
        return names().path("kind").asText();
    }

    /** Resource name in URLs. */
    public String plural() {
        return names().path("plural").asText();
    }

    /** {@code spec.names} as written: singular, shortNames, listKind, categories. */
    public JsonNode names() {
        return crd.names();
    }

    /** Whether objects live in namespaces. */
    public boolean namespaced() {
        return crd.text("scope").equals("Namespaced");
    }

    /** Whether this is the version that is stored. */
    public boolean storage() {
        return crd.version().path("storage").asBoolean();
    }

    /** Whether status is written through its own subresource only. */
    public boolean hasStatusSubresource() {
        return crd.version().path("subresources").has("status");
    }

    /** The {@code scale} subresource with its paths, if there is one. */
    public Optional<JsonNode> scale() {
        return Optional.ofNullable(crd.version().path("subresources").get("scale"));
    }

    /** The columns of {@code kubectl get}, without the implied Name and Age. */
    public List<PrinterColumn> printerColumns() {
        List<PrinterColumn> columns = new ArrayList<>();
        crd.version().path("additionalPrinterColumns").forEach(column -> columns.add(PrinterColumn.of(column)));
        return List.copyOf(columns);
    }

    /** The {@code openAPIV3Schema} as written; not to be changed. */
    public JsonNode openApi() {
        return crd.openApi();
    }

    /**
     * CEL rules whose estimated cost is over the limits of a server, which would therefore refuse this CRD; empty when it would
     * take it. Limits: 10,000,000 for one expression, 100,000,000 for all ({@code StaticEstimatedCostLimit} and
     * {@code StaticEstimatedCRDCostLimit}).
     */
    public List<Violation> costWarnings() {
        return rules.get().costWarnings();
    }

    /** A copy with the schema's defaults filled in, and without nulls that mean nothing. */
    public ObjectNode withDefaults(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        Defaulting.apply(copy, root);
        return copy;
    }

    /** A copy without unknown fields, and their paths. {@code apiVersion}, {@code kind} and {@code metadata} always stay. */
    public Pruned prune(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        List<String> unknown = Pruning.apply(copy, root);
        return new Pruned(copy, unknown);
    }

    /**
     * Checks an object as the server does on create, or, given what is stored, on update: then unchanged parts are not refused
     * again (ratcheting) and transition rules see {@code oldSelf}. The object should be pruned and defaulted before.
     *
     * @return every violation in a stable order; empty when the server would take the object
     */
    public List<Violation> validate(ObjectNode object, Optional<ObjectNode> old) {
        List<Violation> violations = new ArrayList<>(TypeMetaCheck.violations(object, this));
        if (!violations.isEmpty()) {
            return violations;
        }
        Old stored = new Old(old.map(o -> o));
        violations.addAll(ObjectMetaCheck.violations(object));
        violations.addAll(ValueCheck.violations(root, object, stored));
        violations.addAll(ScaleCheck.violations(object, scale()));
        violations.addAll(ListTypeCheck.violations(root, object));
        if (violations.stream().anyMatch(v -> BLOCKING.contains(v.reason()))) {
            if (!rules.get().isEmpty()) {
                violations.add(Violation.invalid(FieldPath.ROOT, NullNode.getInstance(), NOT_ALL_CHECKED));
            }
        } else if (old.isPresent() || !quick.map(q -> q.hold(object)).orElse(false)) {
            violations.addAll(rules.get().violations(object, stored));
        }
        return violations;
    }
}
