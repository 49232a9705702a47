/**
 * The router. A request passes these packages in this order; a later one never uses an earlier one:
 *
 * <ol>
 *   <li>{@code cli}: the command line
 *   <li>{@code load}: filling a model's cache, a program of its own
 *   <li>{@code standalone}: resources from files and environment variables, without Kubernetes
 *   <li>this package: puts everything together; {@code RequestPipeline} is the story of a request
 *   <li>{@code server}: where requests come in
 *   <li>{@code explain}: what the stages behind would make of a request, without serving it; pure
 *   <li>{@code admission}: whether they may
 *   <li>{@code route}: which targets to try; pure
 *   <li>{@code attempt}: trying them, one after another, until one answers
 *   <li>{@code store}: where limits are counted
 *   <li>{@code upstream}: the HTTP clients
 *   <li>{@code link}: the operator's end: configurations and endpoints in, reports out
 *   <li>{@code engine}: what serving engines say of their load
 *   <li>{@code notice}: telling people what is spent, and of thresholds crossed
 *   <li>{@code target}: what the process knows of each target, beyond every configuration
 *   <li>{@code waiting}: the lines of requests that wait for an upstream; pure
 *   <li>{@code resilience}: breakers, pauses and the budget of repetitions; pure
 *   <li>{@code tokens}: how many tokens a prompt has; pure
 *   <li>{@code classify}: what a prompt is for and how hard it is; pure
 *   <li>{@code wire}: formats; pure
 *   <li>{@code balance}: which replica a request belongs to; pure
 *   <li>{@code identity}: who sends a request, and what he may use; pure
 *   <li>{@code limit}: rate limits; pure
 *   <li>{@code budget}: what budgets allow, and the calendar; pure
 *   <li>{@code ledger}: what attempts cost
 *   <li>{@code account}: usage, cost, meters
 *   <li>{@code outcome}: how requests end, and what clients see of it
 *   <li>{@code config}: where configurations come from
 *   <li>{@code admin}: probes and metrics
 * </ol>
 */
package dev.cortexllm.router;
