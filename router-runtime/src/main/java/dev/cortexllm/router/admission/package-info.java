/**
 * Whether a request may enter: whether its body is a request at all. Whose it is has been found out before its body was read
 * (see {@link dev.cortexllm.router.identity}); how much may still be used is asked at each attempt.
 */
package dev.cortexllm.router.admission;
