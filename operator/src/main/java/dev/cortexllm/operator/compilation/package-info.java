/**
 * From what the caches hold to what gateways serve: readings of resources and secrets, one compilation per gateway, and the
 * board on which the outcome is posted for the link and the other reconcilers.
 */
package dev.cortexllm.operator.compilation;
