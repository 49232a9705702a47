package dev.cortexllm.router.explain;

import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.route.RequestFacts;

/**
 * A request that somebody asks about, as a client would send it.
 *
 * @param api the dialect it speaks
 * @param headers its headers
 * @param body its body
 * @param who who would send it
 */
public record AskedRequest(Api api, RequestFacts.Headers headers, byte[] body, Identity who) {}
