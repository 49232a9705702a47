/**
 * Where OpenAI-compatible vendors depart from OpenAI, made good in the bytes: {@code VendorRequest} on the way there, by
 * the {@code Quirks} of the catalogue; {@code AnswerMending} on the way back, by what an answer looks like, whoever sent it.
 * Whatever needs no change stays byte for byte. Pure.
 */
package dev.cortexllm.router.wire.openai.vendor;
