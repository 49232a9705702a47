package dev.cortexllm.sandbox.models.server;

import dev.cortexllm.sandbox.models.control.AnswerLog;
import dev.cortexllm.sandbox.models.control.Bill;
import dev.cortexllm.sandbox.models.control.BillEntry;
import dev.cortexllm.sandbox.models.control.ControlApi;
import dev.cortexllm.sandbox.models.control.RequestLog;
import dev.cortexllm.sandbox.models.engine.Engine;
import dev.cortexllm.sandbox.models.faults.Fault;
import dev.cortexllm.sandbox.models.faults.FaultKind;
import dev.cortexllm.sandbox.models.faults.Faults;
import dev.cortexllm.sandbox.models.wire.ApiError;
import dev.cortexllm.sandbox.models.wire.Call;
import dev.cortexllm.sandbox.models.wire.Reply;
import dev.cortexllm.sandbox.models.wire.WireFormat;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The way of a request: control surface, probe, gate, fault, format, engine. */
final class Reception {
    private static final System.Logger LOG = System.getLogger(Reception.class.getName());

    private final WireFormat format;
    private final Engine engine;
    private final Gate gate;
    private final Faults faults;
    private final Bill bill;
    private final RequestLog requests;
    private final AnswerLog answers;
    private final ControlApi control;
    private final EndlessLine endlessLine;
    private final Clock clock;

    Reception(
            WireFormat format,
            Engine engine,
            Gate gate,
            Faults faults,
            Bill bill,
            EndlessLine endlessLine,
            Clock clock) {
        this.format = format;
        this.engine = engine;
        this.gate = gate;
        this.faults = faults;
        this.bill = bill;
        this.requests = new RequestLog();
        this.answers = new AnswerLog();
        this.control = new ControlApi(engine, faults, bill, requests, answers, gate::open);
        this.endlessLine = endlessLine;
        this.clock = clock;
    }

    void receive(HttpServerRequest request) {
        // A body that fails to arrive has no sender left who could be answered.
        request.body().onSuccess(body -> receive(Calls.of(request, body), request));
    }

    private void receive(Call call, HttpServerRequest request) {
        Output plain = new Output(request, OptionalInt.empty());
        if (call.path().startsWith(ControlApi.PREFIX)) {
            plain.send(control.answer(call));
        } else if (call.is("GET", "/health")) {
            plain.send(new Reply.Document(gate.isReady() ? 200 : 503, "text/plain", Map.of(), "", 0));
        } else {
            serve(call, request, plain);
        }
    }

    private void serve(Call call, HttpServerRequest request, Output plain) {
        if (!call.path().equals("/metrics")) {
            requests.add(call, clock.instant());
        }
        try {
            gate.check(call);
            Optional<Fault> fault = call.method().equals("POST") ? faults.next() : Optional.empty();
            Output output = new Output(request, splitBytes(fault));
            if (fault.isPresent() && fault.get().beforeAnswer()) {
                strike(fault.get(), output);
            } else {
                answer(call, output, fault);
            }
        } catch (ApiError error) {
            plain.send(format.refuse(error));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot answer " + call.method() + " " + call.path(), e);
            plain.send(format.refuse(ApiError.of(500, "The simulated server failed; see its log.")));
        }
    }

    private static OptionalInt splitBytes(Optional<Fault> fault) {
        return fault.filter(f -> f.kind() == FaultKind.SPLIT)
                .map(f -> OptionalInt.of(f.bytes()))
                .orElse(OptionalInt.empty());
    }

    private void strike(Fault fault, Output output) {
        switch (fault.kind()) {
            case STATUS -> {
                ApiError error = ApiError.of(fault.code(), fault.message()).retryAfter(fault.retryAfter());
                Reply.Document own = format.refuse(error);
                output.send(
                        fault.body() == null
                                ? own
                                : new Reply.Document(own.status(), own.contentType(), own.headers(), fault.body(), 0));
            }
            case WRONG_CONTENT_TYPE ->
                output.send(Reply.Document.text("text/html", "<!doctype html><title>Bad gateway</title>"));
            case DISCONNECT -> output.hangUp();
            default -> {
                // A stall: nothing is said until the client gives up.
            }
        }
    }

    private void answer(Call call, Output output, Optional<Fault> fault) {
        Reply reply = format.answer(call);
        if (reply instanceof Reply.Document document) {
            send(call, document, output, fault);
        } else if (reply instanceof Reply.Completion completion) {
            var exchange = new Exchange(call, format, completion, engine, output, endlessLine, bill, answers, fault);
            double slowness = fault.filter(f -> f.kind() == FaultKind.SLOW)
                    .map(Fault::factor)
                    .orElse(1.0);
            exchange.accepted(
                    engine.submit(completion.request(), exchange, slowness).orElseThrow(format::overloaded));
        }
    }

    private void send(Call call, Reply.Document document, Output output, Optional<Fault> fault) {
        if (document.promptTokens() > 0) {
            String id = call.header("x-request-id").orElse(null);
            bill.add(BillEntry.ofPrompt(call.path(), id, document.promptTokens()));
        }
        switch (fault.map(Fault::kind).orElse(FaultKind.SLOW)) {
            case ERROR_EVENT ->
                output.send(format.refuse(ApiError.of(
                        fault.orElseThrow().code(), fault.orElseThrow().message())));
            case TRUNCATED_JSON -> output.send(document.saying(Damage.truncate(document.body())));
            case INVALID_JSON -> output.send(document.saying(Damage.invalidate(document.body())));
            case ENDLESS_LINE -> {
                output.startStream(document.contentType(), document.headers());
                endlessLine.pour(output, Damage.open(document.body()));
            }
            default -> output.send(document);
        }
    }
}
