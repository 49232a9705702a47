/**
 * What passes through: requests are scanned for the few fields that the router must know and spliced where they must
 * differ, answers are scanned for content, usage and their end. Everything else stays byte for byte as it was; nothing is
 * read into a tree. This is the hot path.
 */
package dev.cortexllm.router.wire.pass;
