/** Requests and answers, without knowing what is asked for. */
package dev.cortexllm.sandbox.apiserver.http;
