package dev.cortexllm.schema.quick;

import com.google.re2j.Pattern;
import dev.cortexllm.schema.quick.Tokens.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads an expression, from what binds least to what binds most. Throws {@link Unsure} at anything that is not among the quick forms. */
final class TermReader {
    /** CEL has other values of these names, or keeps them. */
    private static final Set<String> KEPT = Set.of("null", "oldSelf", "in", "int", "bool", "type");

    private final Tokens tokens;

    private TermReader(Tokens tokens) {
        this.tokens = tokens;
    }

    static Term read(String expression) {
        TermReader reader = new TermReader(new Tokens(expression));
        Term term = reader.conditional();
        reader.tokens.take(Type.END);
        return term;
    }

    private Term conditional() {
        Term condition = or();
        if (!tokens.took("?")) {
            return condition;
        }
        Term yes = or();
        tokens.take(":");
        Term no = conditional();
        return scope -> condition.holds(scope) ? yes.value(scope) : no.value(scope);
    }

    private Term or() {
        Term left = and();
        while (tokens.took("||")) {
            Term before = left;
            Term right = and();
            left = scope -> before.holds(scope) || right.holds(scope);
        }
        return left;
    }

    private Term and() {
        Term left = relation();
        while (tokens.took("&&")) {
            Term before = left;
            Term right = relation();
            left = scope -> before.holds(scope) && right.holds(scope);
        }
        return left;
    }

    private Term relation() {
        Term left = unary();
        String sign = tokens.text();
        if (tokens.type() == Type.TEXT
                || !Set.of("==", "!=", "<", "<=", ">", ">=", "in").contains(sign)) {
            return left;
        }
        tokens.take(sign);
        Term right = unary();
        return switch (sign) {
            case "==" -> scope -> Operations.same(left.value(scope), right.value(scope));
            case "!=" -> scope -> !Operations.same(left.value(scope), right.value(scope));
            case "<" -> scope -> Operations.compare(left.value(scope), right.value(scope)) < 0;
            case "<=" -> scope -> Operations.compare(left.value(scope), right.value(scope)) <= 0;
            case ">" -> scope -> Operations.compare(left.value(scope), right.value(scope)) > 0;
            case ">=" -> scope -> Operations.compare(left.value(scope), right.value(scope)) >= 0;
            default -> scope -> Operations.in(left.value(scope), right.value(scope));
        };
    }

    private Term unary() {
        if (tokens.took("!")) {
            Term negated = unary();
            return scope -> !negated.holds(scope);
        }
        Term term = primary();
        while (tokens.took(".")) {
            term = member(term, name());
        }
        return term;
    }

    private Term primary() {
        if (tokens.took("(")) {
            Term inner = conditional();
            tokens.take(")");
            return inner;
        }
        if (tokens.took("[")) {
            return list();
        }
        return switch (tokens.type()) {
            case TEXT -> constant(tokens.take(Type.TEXT));
            case INTEGER -> constant(Long.parseLong(shortNumber(tokens.take(Type.INTEGER))));
            case DECIMAL -> constant(Operations.decimal(tokens.take(Type.DECIMAL)));
            case NAME -> named(variable());
            default -> throw new Unsure(tokens.text());
        };
    }

    private Term named(String name) {
        if (name.equals("true") || name.equals("false")) {
            return constant(name.equals("true"));
        }
        if (!tokens.took("(")) {
            return scope -> scope.value(name);
        }
        Term argument = name.equals("has") ? present() : conditional();
        tokens.take(")");
        return switch (name) {
            case "has" -> argument;
            case "size" -> scope -> Operations.size(argument.value(scope));
            case "double" -> scope -> Operations.decimal(argument.value(scope));
            default -> throw new Unsure(name);
        };
    }

    /** What is within {@code has( )}: whether the last field of a path is there; all before it have to be. */
    private Term present() {
        Term object = named(variable());
        tokens.take(".");
        String field = name();
        while (tokens.took(".")) {
            object = field(object, field);
            field = name();
        }
        Term holder = object;
        String last = field;
        return scope -> Operations.has(holder.value(scope), last);
    }

    private Term list() {
        List<Term> items = new ArrayList<>();
        while (!tokens.took("]")) {
            items.add(conditional());
            if (!tokens.took(",")) {
                tokens.take("]");
                break;
            }
        }
        return scope -> items.stream().map(item -> item.value(scope)).toList();
    }

    private Term member(Term target, String name) {
        if (!tokens.took("(")) {
            return field(target, name);
        }
        Term call =
                switch (name) {
                    case "size" -> scope -> Operations.size(target.value(scope));
                    case "startsWith", "endsWith", "matches" -> ofText(target, name, tokens.take(Type.TEXT));
                    case "all", "exists", "exists_one", "filter" -> macro(target, name);
                    default -> throw new Unsure(name);
                };
        tokens.take(")");
        return call;
    }

    private static Term field(Term object, String name) {
        return scope -> Operations.field(object.value(scope), name);
    }

    private static Term ofText(Term target, String name, String argument) {
        if (name.equals("matches")) {
            Pattern pattern = Pattern.compile(argument);
            return scope ->
                    pattern.matcher(Operations.text(target.value(scope))).find();
        }
        return name.equals("startsWith")
                ? scope -> Operations.text(target.value(scope)).startsWith(argument)
                : scope -> Operations.text(target.value(scope)).endsWith(argument);
    }

    /** A macro looks at every item, as CEL does: one that cannot be judged makes the whole unsure, wherever it stands. */
    private Term macro(Term target, String name) {
        String variable = variable();
        tokens.take(",");
        Term condition = conditional();
        return scope -> {
            List<Object> items = Operations.items(target.value(scope));
            List<Object> fit = items.stream()
                    .filter(item -> condition.holds(scope.with(variable, item)))
                    .toList();
            return switch (name) {
                case "all" -> fit.size() == items.size();
                case "exists" -> !fit.isEmpty();
                case "exists_one" -> fit.size() == 1;
                default -> fit;
            };
        };
    }

    private String variable() {
        String name = name();
        if (KEPT.contains(name)) {
            throw new Unsure(name);
        }
        return name;
    }

    /** A name that stands for itself; CEL writes some names of fields with two underscores. */
    private String name() {
        String name = tokens.take(Type.NAME);
        if (name.contains("__")) {
            throw new Unsure(name);
        }
        return name;
    }

    private static String shortNumber(String digits) {
        if (digits.length() > 15) {
            throw new Unsure(digits);
        }
        return digits;
    }

    private static Term constant(Object value) {
        return scope -> value;
    }
}
