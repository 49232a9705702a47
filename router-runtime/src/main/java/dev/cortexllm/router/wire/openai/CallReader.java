package dev.cortexllm.router.wire.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cortexllm.router.wire.chat.AnswerSink;
import dev.cortexllm.router.wire.json.JsonTrees;
import dev.cortexllm.router.wire.sse.MalformedStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the calls of tools of one choice. Pieces belong to a call by its index; where a provider gives none, or always the
 * same, by its id; and where it gives neither, to the call last begun.
 */
final class CallReader {
    private static final int MOST_CALLS = 1000;

    private final int choice;
    private final boolean whole;
    private final CallIds ids;
    private final ToolNames names;
    private final List<Call> calls = new ArrayList<>(2);
    private final Map<Integer, Call> byIndex = new HashMap<>(2);
    private int begun;

    /** A call; it begins as soon as its name is known. */
    private static final class Call {
        private String id;
        private int number = -1;
        private final StringBuilder early = new StringBuilder(0);
    }

    /**
     * @param choice number of the choice
     * @param whole whether every item is a call of its own, rather than a piece of one
     * @param ids gives the calls their ids
     * @param names knows the tools' names at the client
     */
    CallReader(int choice, boolean whole, CallIds ids, ToolNames names) {
        this.choice = choice;
        this.whole = whole;
        this.ids = ids;
        this.names = names;
    }

    /** Whether any has begun. */
    boolean any() {
        return begun > 0;
    }

    /**
     * Reads on.
     *
     * @param said a delta or a message
     * @param sink told of the calls
     * @throws MalformedStream when there are too many
     */
    void read(JsonNode said, AnswerSink sink) throws MalformedStream {
        JsonNode items = said.path("tool_calls");
        if (items.isObject()) {
            item(items, sink);
        } else {
            for (JsonNode item : items) {
                item(item, sink);
            }
        }
        JsonNode deprecated = said.path("function_call");
        if (deprecated.isObject()) {
            piece(calls.isEmpty() ? add() : last(), null, deprecated, null, sink);
        }
    }

    /** The answer is complete. */
    void finish() throws MalformedStream {
        if (begun < calls.size()) {
            throw new MalformedStream("a call of a tool without a name");
        }
    }

    private void item(JsonNode item, AnswerSink sink) throws MalformedStream {
        JsonNode function = item.path("function");
        String id = ChoiceReader.text(item.path("id"));
        JsonNode signature = item.path("extra_content").path("google").path("thought_signature");
        Call call = whole ? add() : callOf(item.path("index"), id, ChoiceReader.text(function.path("name")));
        if (call != null) {
            piece(call, id, function, ChoiceReader.text(signature), sink);
        }
    }

    private Call callOf(JsonNode given, String id, String name) throws MalformedStream {
        if (!given.isInt()) {
            return withoutIndex(id, name);
        }
        Call call = byIndex.get(given.intValue());
        // Some give every call the index 0; engines that make up an id for every piece name the tool in the first
        // alone.
        boolean other = call != null && call.number >= 0 && id != null && name != null && !id.equals(call.id);
        if (call == null || other) {
            call = add();
            byIndex.put(given.intValue(), call);
        }
        return call;
    }

    private Call withoutIndex(String id, String name) throws MalformedStream {
        for (Call call : calls) {
            if (id != null && id.equals(call.id)) {
                return call;
            }
        }
        boolean other = name != null && (calls.isEmpty() || last().number >= 0);
        return other || id != null && name != null ? add() : calls.isEmpty() ? null : last();
    }

    private Call add() throws MalformedStream {
        if (calls.size() == MOST_CALLS) {
            throw new MalformedStream("more than " + MOST_CALLS + " calls of tools");
        }
        Call call = new Call();
        calls.add(call);
        return call;
    }

    private Call last() {
        return calls.get(calls.size() - 1);
    }

    private void piece(Call call, String id, JsonNode function, String signature, AnswerSink sink) {
        if (call.id == null) {
            call.id = id;
        }
        String name = ChoiceReader.text(function.path("name"));
        String arguments = arguments(function.path("arguments"));
        if (call.number < 0 && name != null) {
            call.number = begun++;
            sink.tool(choice, call.number, ids.next(call.id), names.back(name), signature);
            if (!call.early.isEmpty()) {
                sink.arguments(choice, call.number, call.early.toString());
            }
        }
        if (call.number < 0) {
            call.early.append(arguments);
        } else if (!arguments.isEmpty()) {
            sink.arguments(choice, call.number, arguments);
        }
    }

    /** JSON text; old versions of TGI send the object itself. */
    private static String arguments(JsonNode arguments) {
        if (arguments.isTextual()) {
            return arguments.textValue();
        }
        return arguments.isContainerNode() ? JsonTrees.text(arguments) : "";
    }
}
