/**
 * How many replicas of a model there are to be: what routers say of the load ({@code LoadBook}), who scales ({@code
 * ScalerChoice}), the operator's own decision ({@code ScaleDecision}) and the loop around it ({@code ScalerLoop}).
 */
package dev.cortexllm.operator.scale;
