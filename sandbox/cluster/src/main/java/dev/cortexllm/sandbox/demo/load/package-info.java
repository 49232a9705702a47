/** Requests as a client makes them, open-loop load, and what came back. */
package dev.cortexllm.sandbox.demo.load;
