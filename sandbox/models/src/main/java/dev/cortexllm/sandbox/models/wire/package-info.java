/**
 * What lies between HTTP and the engine, for every vendor alike: a call comes in, a reply goes out. {@code WireFormat}
 * is what a vendor's package implements; {@code AnswerWriter} turns a generation into the vendor's bytes. No I/O.
 */
package dev.cortexllm.sandbox.models.wire;
