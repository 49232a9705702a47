{{/* Fixed: the operator's Secret, Lease and certificate are called after it, so there is one per namespace. */}}
{{- define "cortex.name" -}}cortex-operator{{- end -}}

{{- define "cortex.selector" -}}
app.kubernetes.io/name: {{ include "cortex.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "cortex.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | quote }}
{{ include "cortex.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: cortex-llm
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "cortex.image" -}}
{{- if .image.digest -}}
{{ .image.repository }}@{{ .image.digest }}
{{- else -}}
{{ .image.repository }}:{{ .image.tag | default .version }}
{{- end -}}
{{- end -}}

{{- define "cortex.serviceAccount" -}}
{{ .Values.serviceAccount.name }}
{{- end -}}

{{/* A JSON list, for fromJsonArray. */}}
{{- define "cortex.watched" -}}
{{ .Values.watchNamespaces | default (list .Release.Namespace) | toJson }}
{{- end -}}

{{/* Names of cluster-wide objects carry the namespace: there may be an operator in each of several. */}}
{{- define "cortex.clusterName" -}}
{{ include "cortex.name" . }}-{{ .Release.Namespace }}
{{- end -}}

{{- define "cortex.subject" -}}
kind: ServiceAccount
name: {{ include "cortex.serviceAccount" . }}
namespace: {{ .Release.Namespace }}
{{- end -}}
