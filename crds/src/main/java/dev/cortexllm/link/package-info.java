/**
 * The link: what operator and router tell each other beside the configuration in Secrets.
 *
 * <p>The router dials {@code GET /link/v1/stream} (HTTPS, bearer token of audience {@link
 * dev.cortexllm.link.LinkProtocol#AUDIENCE}) and reads one {@link dev.cortexllm.link.FromOperator} as JSON per line until
 * the connection ends; then it dials again. It reports with {@code POST /link/v1/report}, one {@link
 * dev.cortexllm.link.RouterReport} each second and at once when what it serves changes or somebody starts to wait. While
 * the link is down a router serves what it has.
 */
package dev.cortexllm.link;
