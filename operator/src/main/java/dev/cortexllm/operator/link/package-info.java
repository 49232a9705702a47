/**
 * The operator's end of the link: routers prove who they are ({@link dev.cortexllm.operator.link.RouterAuth}), are told
 * configuration and endpoints ({@link dev.cortexllm.operator.link.LinkHub}), and report what they serve and have spent
 * ({@link dev.cortexllm.operator.link.RouterRegistry}, {@link dev.cortexllm.operator.link.UsageLedger}). {@link
 * dev.cortexllm.operator.link.LinkServer} is the HTTPS server around them. No state of the link outlives the process except
 * its certificate authority.
 */
package dev.cortexllm.operator.link;
