package dev.cortexllm.router;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.admin.ServingStatus;
import dev.cortexllm.router.notice.BudgetBoard;
import dev.cortexllm.router.store.Books;
import dev.cortexllm.router.store.Journals;
import dev.cortexllm.router.store.MemoryStore;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.tokens.PromptCounter;
import io.vertx.core.Vertx;

/**
 * What the whole process shares.
 *
 * @param vertx its event loops
 * @param states what it knows of targets
 * @param meters what it has measured
 * @param status whether it serves
 * @param counter counts tokens
 * @param limits what its requests have used of their rate limits and budgets
 * @param signals what others in the process want to be told
 * @param books what is written down of money
 * @param board what people are told of budgets
 * @param journals where is written what a Redis cannot be told
 */
public record RouterParts(
        Vertx vertx,
        TargetStates states,
        Meters meters,
        ServingStatus status,
        PromptCounter counter,
        MemoryStore limits,
        Signals signals,
        Books books,
        BudgetBoard board,
        Journals journals) {}
