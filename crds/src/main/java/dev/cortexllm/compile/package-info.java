/**
 * From resources to configuration: one pure function, {@link dev.cortexllm.compile.Compiler#compile}, that operator,
 * standalone router, {@code lint} and {@code explain} share. No clock, no I/O, no Kubernetes.
 *
 * <p>Reading order: {@code Compiler} tells the story. {@code Draft} and {@code Findings} are what every resource becomes.
 * {@code GatewayCompiler}, {@code ProviderCompiler} and {@code DeploymentCompiler} compile one resource each, with {@code
 * UrlGuard}, {@code HeaderGuard}, {@code Credentials} and {@code Spans}; {@code UpstreamTable} merges the last two with
 * {@code LastGood}. {@code PolicyCompiler} uses {@code PolicyChecks}, {@code RuleConditions}, {@code RuleTargets}, {@code
 * TargetResolver} and {@code Prices}; {@code PolicyTable} and {@code NameClaims} settle who serves which name.
 */
package dev.cortexllm.compile;
