package dev.cortexllm.router.attempt;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.function.Function;

/** Goes on with what is there already as with a value: nearly always it is, and a chain of futures would cost more than the work. */
final class Soon {
    private Soon() {}

    /**
     * As {@link Future#compose(Function)}.
     *
     * @param first what is waited for
     * @param next what comes then; what it throws is the result's failure
     * @return what comes of that
     * @param <A> type of the first result
     * @param <B> type of the second
     */
    static <A, B> Future<B> then(Future<A> first, Function<A, Future<B>> next) {
        if (!first.succeeded()) {
            return first.compose(next);
        }
        try {
            return next.apply(first.result());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * As {@link Future#onComplete(Handler)}.
     *
     * @param what what is waited for
     * @param then told how it ended
     * @param <T> type of the result
     */
    static <T> void ended(Future<T> what, Handler<AsyncResult<T>> then) {
        if (what.isComplete()) {
            then.handle(what);
        } else {
            what.onComplete(then);
        }
    }

    /**
     * As {@link Future#otherwise(Function)}.
     *
     * @param first what is waited for
     * @param instead what is said where that fails
     * @return never fails where {@code instead} does not
     * @param <A> type of the result
     */
    static <A> Future<A> otherwise(Future<A> first, Function<Throwable, A> instead) {
        return first.succeeded() ? first : first.otherwise(instead);
    }
}
