{{- define "quantmask.name" -}}
{{- if contains "quantmask" .Release.Name }}{{ .Release.Name }}{{ else }}{{ .Release.Name }}-quantmask{{ end }}
{{- end }}

{{- define "quantmask.labels" -}}
{app.kubernetes.io/name: quantmask, app.kubernetes.io/instance: {{ .Release.Name | quote }}}
{{- end }}

{{- define "quantmask.metadata" -}}
name: {{ include "quantmask.name" . }}
labels: {{ include "quantmask.labels" . }}
{{- end }}

{{- define "quantmask.image" -}}
{{ .Values.image.repository }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ else }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{- /* The words of a name are capitals with underscores in the environment. */ -}}
{{- define "quantmask.variable" -}}
{{ regexReplaceAll "[^A-Z0-9]" (upper .) "_" }}
{{- end }}

{{- /* "true" if a model has an address. */ -}}
{{- define "quantmask.remote" -}}
{{- $paths := list .Values.model.path }}
{{- range .Values.models }}{{ $paths = append $paths .path }}{{ end }}
{{- contains "://" (join " " $paths) }}
{{- end }}

{{- /*
  Eager: ready only when the model is loaded. Without keys and an address outside of the cluster, the NetworkPolicy says who
  reaches the service. With the delay, a pod still answers while it is taken out of the Service's endpoints. What .Values.env
  has comes last.
*/ -}}
{{- define "quantmask.env" -}}
{{- $open := not (or .Values.apiKeys.clients .Values.ingress.enabled (ne .Values.service.type "ClusterIP")) }}
{{- $env := dict
  "QUANTMASK_DEVICE" .Values.device
  "QUANTMASK_MODEL_LOAD" "eager"
  "QUANTMASK_MODEL_NAME" .Values.model.name
  "QUANTMASK_INFERENCE_WORKERS" .Values.inference.workers
  "QUANTMASK_QUEUE_MAX_SIZE" .Values.queue.maxSize
  "QUANTMASK_SECURITY_REQUIRED" (not $open)
  "QUARKUS_SHUTDOWN_DELAY" (printf "%vS" .Values.shutdown.delaySeconds)
  "QUARKUS_SHUTDOWN_TIMEOUT" (printf "%vS" .Values.shutdown.timeoutSeconds) }}
{{- with .Values.model.path }}{{ $_ := set $env "QUANTMASK_MODEL_PATH" . }}{{ end }}
{{- range $name, $model := .Values.models }}
{{- $prefix := printf "QUANTMASK_MODELS_%s" (include "quantmask.variable" $name) }}
{{- $_ := set $env (printf "%s_PATH" $prefix) $model.path }}
{{- with $model.idleTimeout }}{{ $_ := set $env (printf "%s_IDLE_TIMEOUT" $prefix) . }}{{ end }}
{{- end }}
{{- if .Values.kafka.brokers }}
{{- $env = merge $env (dict
  "KAFKA_BOOTSTRAP_SERVERS" .Values.kafka.brokers
  "QUANTMASK_KAFKA_ENABLED" "true"
  "QUANTMASK_KAFKA_GROUP" .Values.kafka.group
  "QUANTMASK_KAFKA_IMAGES_TOPIC" .Values.kafka.imagesTopic
  "QUANTMASK_KAFKA_DETECTIONS_TOPIC" .Values.kafka.detectionsTopic
  "QUANTMASK_KAFKA_DEAD_LETTERS_TOPIC" .Values.kafka.deadLettersTopic) }}
{{- end }}
{{- range $name, $value := mergeOverwrite $env .Values.env }}
- {name: {{ $name }}, value: {{ $value | quote }}}
{{- end }}
{{- range .Values.apiKeys.clients }}
- name: QUANTMASK_API_KEYS_{{ include "quantmask.variable" . }}
  valueFrom: {secretKeyRef: {name: {{ required "apiKeys.secret: expected the name of the Secret that has the keys of apiKeys.clients" $.Values.apiKeys.secret }}, key: {{ . | quote }}}}
{{- end }}
{{- end }}

{{- define "quantmask.container" -}}
name: quantmask
image: {{ include "quantmask.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
ports:
  - {name: http, containerPort: 8080}
env:
  {{- include "quantmask.env" . | trim | nindent 2 }}
{{- with .Values.envFrom }}
envFrom: {{ toJson . }}
{{- end }}
resources:
  requests: {{ toJson .Values.resources.requests }}
  {{- if eq .Values.device "cuda" }}
  limits: {{ merge (dict .Values.gpu.resource .Values.gpu.count) .Values.resources.limits | toJson }}
  {{- else }}
  limits: {{ toJson .Values.resources.limits }}
  {{- end }}
startupProbe:
  httpGet: {path: /q/health/ready, port: 8080}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: {{ div (add .Values.startupSeconds 4) 5 }}
readinessProbe:
  httpGet: {path: /q/health/ready, port: 8080}
  periodSeconds: 5
  timeoutSeconds: 5
livenessProbe:
  httpGet: {path: /q/health/live, port: 8080}
  periodSeconds: 30
  timeoutSeconds: 5
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  capabilities: {drop: [ALL]}
  seccompProfile: {type: RuntimeDefault}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  {{- if .Values.modelVolume.claim }}
  - {name: models, mountPath: /models, readOnly: true}
  {{- end }}
{{- end }}
