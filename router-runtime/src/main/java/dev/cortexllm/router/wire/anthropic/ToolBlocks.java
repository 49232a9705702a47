package dev.cortexllm.router.wire.anthropic;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings calls of tools one after another, as blocks must come, even where a provider sends their arguments in turns: a
 * call waits until the arguments of the one before it are complete. Where they come in order, as they nearly always do,
 * nothing waits.
 */
final class ToolBlocks {
    private final BlockEvents events;
    private final List<Call> calls = new ArrayList<>(2);
    /** The call whose block is or was last open, -1 before the first. */
    private int current = -1;

    private boolean open;

    /**
     * @param events writes the blocks
     */
    ToolBlocks(BlockEvents events) {
        this.events = events;
    }

    /** Whether there was any. */
    boolean any() {
        return !calls.isEmpty();
    }

    /** Whether the input of some call broke off. */
    boolean anyPartial() {
        return calls.stream().anyMatch(call -> call.input.partial());
    }

    /** A call begins; no other block is open. */
    void begin(String id, String name) {
        calls.add(new Call(id, name));
        if (!open) {
            openNext();
        } else if (calls.get(current).input.complete()) {
            advance();
        }
    }

    /**
     * Arguments come.
     *
     * @param index which call, in order of their begin; others are passed over
     * @param json the next piece
     */
    void arguments(int index, String json) {
        if (index < current || index >= calls.size() || index == current && !open) {
            return;
        }
        Call call = calls.get(index);
        String accepted = call.input.accept(json);
        if (index > current) {
            call.waiting.append(accepted);
            return;
        }
        events.delta("input_json_delta", "partial_json", accepted);
        if (call.input.complete() && current + 1 < calls.size()) {
            advance();
        }
    }

    /** All calls that have begun come to their end. */
    void close() {
        while (open) {
            closeCurrent();
            if (current + 1 < calls.size()) {
                openNext();
            }
        }
    }

    /** Goes on to the next call, and past those that are complete already. */
    private void advance() {
        do {
            closeCurrent();
            openNext();
        } while (calls.get(current).input.complete() && current + 1 < calls.size());
    }

    private void openNext() {
        current++;
        open = true;
        Call call = calls.get(current);
        events.open("tool_use");
        events.member("id", call.id);
        events.member("name", call.name);
        events.emptyInput();
        events.opened();
        if (!call.waiting.isEmpty()) {
            events.delta("input_json_delta", "partial_json", call.waiting.toString());
            call.waiting.setLength(0);
        }
    }

    private void closeCurrent() {
        events.close();
        open = false;
    }

    private static final class Call {
        private final String id;
        private final String name;
        private final CallInput input = new CallInput();
        private final StringBuilder waiting = new StringBuilder(0);

        Call(String id, String name) {
            this.id = id;
            this.name = name;
        }
    }
}
