/** Protobuf request bodies of built-in kinds as JSON trees. */
package dev.cortexllm.sandbox.apiserver.protobuf;
