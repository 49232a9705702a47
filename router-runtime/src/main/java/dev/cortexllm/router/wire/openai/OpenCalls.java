package dev.cortexllm.router.wire.openai;

import dev.cortexllm.router.wire.json.InvalidBody;
import java.util.LinkedHashMap;
import java.util.Map;

/** The calls of the assistant message last read, and which of them are answered. */
final class OpenCalls {
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private String at;

    private static final class Call {
        private final String name;
        private boolean answered;

        Call(String name) {
            this.name = name;
        }
    }

    /**
     * An assistant message was read; the calls before it are closed.
     *
     * @param message the message
     * @param functionId id of its call in the deprecated form, if it has one
     * @throws InvalidBody when two of its calls have one id
     */
    void open(Fields message, String functionId) throws InvalidBody {
        at = message.at();
        for (Fields call : message.objects("tool_calls")) {
            open(call.neededText("id"), null, call.at());
        }
        Fields function = message.object("function_call");
        if (function != null) {
            open(functionId, function.text("name"), function.at());
        }
    }

    private void open(String id, String name, String place) throws InvalidBody {
        if (calls.put(id, new Call(name)) != null) {
            throw Fields.wrong(place, "has the same id '" + Fields.echo(id) + "' as another call of the message");
        }
    }

    /**
     * A tool message answers a call.
     *
     * @param message the message
     * @param id the call's id
     * @throws InvalidBody when that call is not waiting for an answer
     */
    void answered(Fields message, String id) throws InvalidBody {
        Call call = calls.get(id);
        if (calls.isEmpty()) {
            throw Fields.wrong(message.at(), "a tool message must follow an assistant message that has 'tool_calls'");
        }
        if (call == null) {
            throw message.wrongField(
                    "tool_call_id", "no call of the assistant message before has the id '" + Fields.echo(id) + "'");
        }
        if (call.answered) {
            throw message.wrongField("tool_call_id", "the call '" + Fields.echo(id) + "' is answered already");
        }
        call.answered = true;
    }

    /**
     * A function message answers a call.
     *
     * @param message the message
     * @param name the function
     * @return the call's id
     * @throws InvalidBody when no call of that function is waiting for an answer
     */
    String answeredByName(Fields message, String name) throws InvalidBody {
        for (Map.Entry<String, Call> entry : calls.entrySet()) {
            Call call = entry.getValue();
            if (!call.answered && name.equals(call.name)) {
                call.answered = true;
                return entry.getKey();
            }
        }
        throw message.wrongField(
                "name", "no assistant message before has called the function '" + Fields.echo(name) + "'");
    }

    /**
     * Another message follows, or none.
     *
     * @throws InvalidBody when a call is not answered
     */
    void close() throws InvalidBody {
        for (Map.Entry<String, Call> entry : calls.entrySet()) {
            if (!entry.getValue().answered) {
                throw Fields.wrong(
                        at,
                        "the call '" + Fields.echo(entry.getKey())
                                + "' must be answered by a tool message directly after this message");
            }
        }
        calls.clear();
    }
}
