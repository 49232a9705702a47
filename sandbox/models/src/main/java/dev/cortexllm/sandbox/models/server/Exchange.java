package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.control.AnswerLog;
import dev.cortexllm.sandbox.models.control.Bill;
import dev.cortexllm.sandbox.models.control.BillEntry;
import dev.cortexllm.sandbox.models.engine.AnswerPlan;
import dev.cortexllm.sandbox.models.engine.Engine;
import dev.cortexllm.sandbox.models.engine.Generation;
import dev.cortexllm.sandbox.models.engine.GenerationSink;
import dev.cortexllm.sandbox.models.faults.Fault;
import dev.cortexllm.sandbox.models.wire.AnswerWriter;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.CacheUse;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Carries one generation from the engine to the client, through the fault that may have been drawn for it. */
final class Exchange implements GenerationSink {
    private final Call call;
    private final WireFormat format;
    private final AnswerWriter writer;
    private final Map<String, String> headers;
    private final CacheUse cache;
    private final Engine engine;
    private final Output output;
    private final EndlessLine endlessLine;
    private final Bill bill;
    private final AnswerLog answers;
    private final Optional<Fault> fault;

    private Generation generation;
    private int delivered;
    private boolean struck;
    private boolean damageNext;

    Exchange(
            Call call,
            WireFormat format,
            Reply.Completion completion,
            Engine engine,
            Output output,
            EndlessLine endlessLine,
            Bill bill,
            AnswerLog answers,
            Optional<Fault> fault) {
        this.call = call;
        this.format = format;
        this.writer = completion.writer();
        this.headers = completion.headers();
        this.cache = completion.cache();
        this.engine = engine;
        this.output = output;
        this.endlessLine = endlessLine;
        this.bill = bill;
        this.answers = answers;
        this.fault = fault;
    }

    /** The engine has taken the request on. */
    void accepted(Generation taken) {
        generation = taken;
        output.onClientGone(this::clientGone);
        if (writer.headersAtOnce()) {
            output.startStream(writer.contentType(), headers);
        }
    }

    @Override
    public void begin() {
        if (writer.streams()) {
            output.startStream(writer.contentType(), headers);
        }
        strike();
        if (isRunning()) {
            send(writer.begin(generation));
        }
    }

    @Override
    public void token(int index, AnswerPlan.Token token) {
        String frame = writer.piece(token);
        send(frame);
        // Some formats say nothing until a tool call is whole.
        if (!frame.isEmpty() && output.isOpen()) {
            delivered++;
        }
        strike();
    }

    @Override
    public void finished() {
        String last = writer.end(generation);
        // Before the client has it all: whoever got an answer finds it here.
        answers.add(generation);
        if (writer.streams()) {
            send(last);
        } else {
            sendWhole(last);
        }
        if (isRunning()) {
            delivered = output.isOpen() || !writer.streams() ? generation.emitted() : delivered;
            output.end();
            charge(false);
        }
    }

    private void sendWhole(String body) {
        if (damageNext) {
            breakOff(body);
        } else if (output.isOpen()) {
            output.send(new Reply.Document(200, writer.contentType(), headers, body, 0));
        }
    }

    private void send(String frame) {
        if (frame.isEmpty() || !isRunning()) {
            return;
        }
        if (damageNext) {
            breakOff(frame);
        } else {
            output.write(frame);
        }
    }

    private boolean isRunning() {
        return generation.state() == Generation.State.RUNNING;
    }

    private void strike() {
        if (struck || fault.isEmpty() || generation.emitted() != fault.get().strikesAt()) {
            return;
        }
        struck = true;
        switch (fault.get().kind()) {
            case STALL -> engine.freeze(generation);
            case DISCONNECT -> {
                fail();
                output.hangUp();
            }
            case ERROR_EVENT ->
                errorEvent(ApiError.of(fault.get().code(), fault.get().message()));
            case TRUNCATED_JSON, INVALID_JSON, ENDLESS_LINE -> damageNext = true;
            default -> {
                // The other kinds work elsewhere: before the answer, in the engine, or in the output.
            }
        }
    }

    private void errorEvent(ApiError error) {
        fail();
        if (writer.streams()) {
            output.write(writer.broken(error));
            output.end();
        } else {
            output.send(format.refuse(error));
        }
    }

    /** Sends this frame or body damaged. Only after a wrong bracket does the answer go on. */
    private void breakOff(String frame) {
        damageNext = false;
        switch (fault.orElseThrow().kind()) {
            case INVALID_JSON -> resume(Damage.invalidate(frame));
            case TRUNCATED_JSON -> {
                fail();
                output.startStream(writer.contentType(), headers);
                output.write(Damage.truncate(frame));
                output.end();
            }
            default -> {
                fail();
                output.startStream(writer.contentType(), headers);
                endlessLine.pour(output, Damage.open(frame));
            }
        }
    }

    private void resume(String frame) {
        if (writer.streams()) {
            output.write(frame);
        } else {
            sendWhole(frame);
        }
    }

    private void fail() {
        engine.fail(generation);
        charge(false);
    }

    private void clientGone() {
        if (isRunning() || generation.state() == Generation.State.WAITING) {
            engine.cancel(generation);
            charge(true);
        }
    }

    /** A request that never had a slot cost the vendor nothing. */
    private void charge(boolean cancelled) {
        boolean started = generation.started();
        bill.add(new BillEntry(
                generation.request().id(),
                call.header("x-request-id").orElse(null),
                generation.request().model(),
                started ? generation.plan().promptTokens() : 0,
                started ? cache.read(generation) : 0,
                started ? cache.written(generation) : 0,
                generation.emitted(),
                delivered,
                cancelled,
                BigDecimal.ZERO));
    }
}
