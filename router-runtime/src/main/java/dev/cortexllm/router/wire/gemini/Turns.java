package dev.cortexllm.router.wire.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cortexllm.router.wire.chat.Refused;
import dev.cortexllm.router.wire.json.JsonTrees;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts parts together to turns of user and model, as Google wants them: what one side says in a row is one turn, and the
 * turn after calls begins with exactly one result per call, in the calls' order (facts/wire/gemini.md section 2).
 */
final class Turns {
    private static final String USER = "user";
    private static final String MODEL = "model";

    private final ArrayNode contents = JsonTrees.array();
    /** Calls of the model's last turn in their order, and those of them that wait, by their ids. */
    private final List<Call> calls = new ArrayList<>();

    private final Map<String, Deque<Call>> waiting = new HashMap<>();
    private ArrayNode parts;
    private String role;

    /** A call that waits for its result. */
    static final class Call {
        private final String name;
        private final String at;
        private ObjectNode result;

        private Call(String name, String at) {
            this.name = name;
            this.at = at;
        }

        /** The tool's name as it was sent. */
        String name() {
            return name;
        }

        /** Sets its result. */
        void answered(ObjectNode part) {
            result = part;
        }
    }

    /** The user says something. */
    void user(ObjectNode part) throws Refused {
        turn(USER);
        parts.add(part);
    }

    /** The model says something. */
    void model(ObjectNode part) throws Refused {
        turn(MODEL);
        parts.add(part);
    }

    /**
     * The model calls a tool.
     *
     * @param id the call's id in the client's conversation
     * @param name the tool's name as it is sent
     * @param at where the call stands in the client's body
     * @param part the call
     * @throws Refused when a call before was not answered
     */
    void call(String id, String name, String at, ObjectNode part) throws Refused {
        model(part);
        Call call = new Call(name, at);
        calls.add(call);
        waiting.computeIfAbsent(id, key -> new ArrayDeque<>(1)).add(call);
    }

    /** Whether the model has called something in the turn that is being put together. */
    boolean called() {
        return MODEL.equals(role) && !calls.isEmpty();
    }

    /**
     * A result has come.
     *
     * @param id the id of its call
     * @param at where the result stands in the client's body
     * @return the call, which needs its result set
     * @throws Refused when the turn before has no such call, or it has its result already
     */
    Call answer(String id, String at) throws Refused {
        turn(USER);
        Deque<Call> same = waiting.get(id);
        if (same != null && !same.isEmpty()) {
            return same.remove();
        }
        throw new Refused(
                at + ": no call with the id '" + id + "' waits for a result; results belong right behind the turn that"
                        + " calls, one for each call.",
                at,
                null);
    }

    private void turn(String wanted) throws Refused {
        if (wanted.equals(role)) {
            return;
        }
        close();
        if (wanted.equals(MODEL)) {
            calls.clear();
            waiting.clear();
        }
        role = wanted;
        parts = JsonTrees.array();
    }

    private void close() throws Refused {
        if (role == null) {
            return;
        }
        ArrayNode all = JsonTrees.array();
        if (role.equals(USER)) {
            for (Call call : calls) {
                if (call.result == null) {
                    throw unanswered(call);
                }
                all.add(call.result);
            }
        }
        contents.addObject().put("role", role).set("parts", all.addAll(parts));
    }

    private static Refused unanswered(Call call) {
        return new Refused(
                call.at + ": the call has no result; each call needs one right behind the turn that calls.",
                call.at,
                null);
    }

    /** Whether the model has the last word. */
    boolean endWithModel() {
        return MODEL.equals(role);
    }

    /**
     * All turns; nothing may be added any more.
     *
     * @return the contents, maybe none
     * @throws Refused when a call was not answered
     */
    ArrayNode end() throws Refused {
        if (called()) {
            throw unanswered(calls.get(0));
        }
        close();
        return contents;
    }
}
